package org.quorate.conformance.result;

import java.nio.file.Path;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs a kit from within a program: so that a part is examined which no test class names, or in a
 * test one that is wrong on purpose is seen to fail.
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
    return of(tested, method, Path.of("target"));
  }

  /** Runs all cases; what the engines keep of the run is kept in {@code folder}. */
  public static KitResult of(Class<?> tested, Path folder) {
    return of(tested, "", folder);
  }

  private static KitResult of(Class<?> tested, String method, Path folder) {
    KitResults results = new KitResults();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(
                method.isEmpty()
                    ? DiscoverySelectors.selectClass(tested)
                    : DiscoverySelectors.selectMethod(tested, method))
            .configurationParameter(
                "jqwik.database", folder.resolve("jqwik-database-of-kits").toString())
            .configurationParameter("jqwik.reporting.onlyfailures", "true")
            // Else it prints what is in the result.
            .configurationParameter("jqwik.reporting.usejunitplatform", "true")
            .build();
    LauncherConfig alone =
        LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
    LauncherFactory.create(alone).execute(request, results);
    return results.results().get(0);
  }
}
