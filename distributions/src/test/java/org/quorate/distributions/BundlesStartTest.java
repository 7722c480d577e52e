package org.quorate.distributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** Every bundle that is shipped resolves and starts in the real framework. */
class BundlesStartTest {
  @TempDir static Path cache;

  private static Framework framework;
  private static final List<Bundle> installed = new ArrayList<>();

  @BeforeAll
  static void installsAll() throws Exception {
    String apiPackages =
        Distribution.manifestOf(Distribution.api())
            .getMainAttributes()
            .getValue(Constants.EXPORT_PACKAGE);
    framework =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    cache.toString(),
                    Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                    apiPackages));
    framework.start();
    for (Path jar : Distribution.bundles()) {
      installed.add(framework.getBundleContext().installBundle("reference:" + jar.toUri()));
    }
  }

  @AfterAll
  static void stops() throws Exception {
    framework.stop();
    framework.waitForStop(0);
  }

  @TestFactory
  Stream<DynamicTest> resolvesAndStarts() {
    return installed.stream()
        .map(
            bundle ->
                DynamicTest.dynamicTest(
                    bundle.getSymbolicName(),
                    () -> {
                      if (isFragment(bundle)) {
                        assertThat(bundle.getState()).isEqualTo(Bundle.RESOLVED);
                      } else {
                        bundle.start();
                        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
                      }
                    }));
  }

  /** A part must see the launcher's own api classes, because services are handed across by them. */
  @Test
  void theApiComesFromTheLauncher() throws Exception {
    for (Bundle bundle : installed) {
      if (isFragment(bundle)) {
        continue;
      }
      bundle.start();
      assertThat(
              bundle.adapt(BundleWiring.class).getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE))
          .filteredOn(wire -> packageOf(wire).startsWith("org.quorate."))
          .allSatisfy(wire -> assertThat(wire.getProvider().getBundle()).isEqualTo(framework));
    }
  }

  private static String packageOf(BundleWire wire) {
    return String.valueOf(
        wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE));
  }

  private static boolean isFragment(Bundle bundle) {
    return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
  }
}
