package org.quorate.conformance.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes a file for each {@link ConformanceKit} in a run of JUnit, {@code
 * target/conformance/SUBCLASS.json}: its {@link KitResult}. JUnit finds this by itself wherever the
 * kits are on the class path.
 *
 * <p>The configuration parameter {@value #FOLDER} names another folder.
 */
public final class KitResultFiles extends KitResults {
  static final String FOLDER = "quorate.conformance.folder";

  private static final String DEFAULT_FOLDER = "target/conformance";

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    Path folder = Path.of(plan.getConfigurationParameters().get(FOLDER).orElse(DEFAULT_FOLDER));
    try {
      for (KitResult result : results()) {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(result.tested() + ".json"), result.toJson());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write what became of the kits", e);
    }
  }
}
