package org.quorate.distributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.resource.Namespace;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.composition.PartProperties;
import org.quorate.api.composition.UnavailablePart;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.recovery.RecoveryPolicy;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.storage.StoreProvider;
import org.quorate.api.transport.Transport;

/** Every bundle that is shipped resolves and starts in the real framework. */
class BundlesStartTest {
  /** What {@code quorate parts} and the keys of variants call the parts of each type. */
  private static final Map<String, String> SLOTS =
      Map.ofEntries(
          Map.entry(RegisterProtocol.class.getName(), "protocol"),
          Map.entry(QuorumConstruction.class.getName(), "quorums"),
          Map.entry(CertificateScheme.class.getName(), "certificates"),
          Map.entry(SignatureScheme.class.getName(), "signatures"),
          Map.entry(Transport.class.getName(), "transport"),
          Map.entry(StoreProvider.class.getName(), "store"),
          Map.entry(RecoveryPolicy.class.getName(), "recovery"),
          Map.entry(ReplicaAdversary.class.getName(), "replica adversary"),
          Map.entry(ClientAdversary.class.getName(), "client adversary"),
          // Of a native provider of signatures, the only ones that say so where they cannot be.
          Map.entry(UnavailablePart.class.getName(), "signatures"));

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

  /** What is said before a bundle runs is what it registers once it does. */
  @Test
  void manifestsSayWhatIsOffered() throws Exception {
    for (Bundle bundle : ours()) {
      bundle.start();
      assertThat(provided(bundle))
          .as("Provide-Capability of %s, against its services", bundle.getSymbolicName())
          .isNotEmpty()
          .isEqualTo(offered(bundle));
    }
  }

  @Test
  void whatABundleNeedsIsShipped() {
    List<Map<String, Object>> shipped = new ArrayList<>();
    ours().forEach(bundle -> capabilities(bundle).forEach(part -> shipped.add(part)));
    for (Bundle bundle : ours()) {
      for (BundleRequirement need : needs(bundle)) {
        Filter filter = filterOf(need);
        assertThat(shipped)
            .as("%s needs %s", bundle.getSymbolicName(), filter)
            .anyMatch(filter::matches);
      }
    }
    assertThat(ours()).as("that need anything").anyMatch(bundle -> !needs(bundle).isEmpty());
  }

  /** With a wire, a provider that is exchanged would take down with it whoever needs one. */
  @Test
  void aNeedIsNoWire() throws Exception {
    for (Bundle bundle : ours()) {
      bundle.start();
      assertThat(bundle.adapt(BundleWiring.class).getRequiredWires(PartProperties.NAMESPACE))
          .isEmpty();
    }
  }

  private static List<Bundle> ours() {
    return installed.stream()
        .filter(bundle -> bundle.getSymbolicName().startsWith("org.quorate."))
        .toList();
  }

  private static List<Map<String, Object>> capabilities(Bundle bundle) {
    return bundle
        .adapt(BundleRevision.class)
        .getDeclaredCapabilities(PartProperties.NAMESPACE)
        .stream()
        .map(BundleCapability::getAttributes)
        .toList();
  }

  private static List<BundleRequirement> needs(Bundle bundle) {
    return bundle.adapt(BundleRevision.class).getDeclaredRequirements(PartProperties.NAMESPACE);
  }

  private static Filter filterOf(BundleRequirement need) {
    try {
      return FrameworkUtil.createFilter(
          need.getDirectives().get(Namespace.REQUIREMENT_FILTER_DIRECTIVE));
    } catch (InvalidSyntaxException e) {
      throw new AssertionError(need + " is no requirement of a part", e);
    }
  }

  private static Set<String> provided(Bundle bundle) {
    Set<String> provided = new TreeSet<>();
    for (Map<String, Object> part : capabilities(bundle)) {
      provided.add(
          part.get(PartProperties.SLOT)
              + " "
              + part.get(PartProperties.NAME)
              + " "
              + part.get(PartProperties.PROVIDER));
    }
    return provided;
  }

  private static Set<String> offered(Bundle bundle) {
    Set<String> offered = new TreeSet<>();
    for (ServiceReference<?> service : bundle.getRegisteredServices()) {
      String type = ((String[]) service.getProperty(Constants.OBJECTCLASS))[0];
      assertThat(SLOTS).containsKey(type);
      offered.add(
          SLOTS.get(type)
              + " "
              + service.getProperty(PartProperties.NAME)
              + " "
              + service.getProperty(PartProperties.PROVIDER));
    }
    return offered;
  }

  private static String packageOf(BundleWire wire) {
    return String.valueOf(
        wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE));
  }

  private static boolean isFragment(Bundle bundle) {
    return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
  }
}
