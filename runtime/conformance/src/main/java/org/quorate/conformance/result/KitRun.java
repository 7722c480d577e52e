package org.quorate.conformance.result;

import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs a kit within a test: so that a part which is wrong on purpose is seen to fail it. Writes no
 * file.
 */
public final class KitRun {
  private KitRun() {}

  /**
   * Runs all cases.
   *
   * @param tested a subclass of a kit; a nested class, so that it is not run by itself
   */
  public static KitResult of(Class<?> tested) {
    return of(tested, "");
  }

  /** Runs the cases of one method, or all if {@code method} is empty. */
  public static KitResult of(Class<?> tested, String method) {
    KitResults results = new KitResults();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(
                method.isEmpty()
                    ? DiscoverySelectors.selectClass(tested)
                    : DiscoverySelectors.selectMethod(tested, method))
            .configurationParameter("jqwik.database", "target/jqwik-database-of-kits")
            .build();
    LauncherConfig alone =
        LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
    LauncherFactory.create(alone).execute(request, results);
    return results.results().get(0);
  }
}
