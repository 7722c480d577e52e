package org.quorate.certificate.thresholdbls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.certificate.CertificateScheme.Dealing;
import org.quorate.api.certificate.CertificateSetting;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;

/** The bundle as it is built, in a framework: its native library comes from inside of it. */
class InFrameworkTest {
  /** How blst is told to look for its library elsewhere. */
  private static final String LIBRARY_PROPERTY = "supranational.blst.jniResource";

  private static final String API_PACKAGES =
      List.of("certificate", "composition", "crypto", "model", "quorum", "recovery").stream()
          .map(name -> "org.quorate.api." + name + ";version=1.0.0")
          .reduce((left, right) -> left + "," + right)
          .orElseThrow();

  @TempDir Path cache;

  private Framework framework;
  private Bundle bundle;

  @BeforeEach
  void startFramework() throws BundleException {
    // The api is the test's own, so that its services can be called from here.
    framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    cache.toString(),
                    Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                    API_PACKAGES));
    framework.start();
    Path classes = Path.of("target", "classes").toAbsolutePath();
    bundle = framework.getBundleContext().installBundle("reference:" + classes.toUri());
  }

  @AfterEach
  void stopFramework() throws Exception {
    framework.stop();
    framework.waitForStop(0);
  }

  private CertificateScheme service() {
    ServiceReference<CertificateScheme> reference =
        framework.getBundleContext().getServiceReference(CertificateScheme.class);
    assertThat(reference.getProperty("name")).isEqualTo("threshold-bls");
    assertThat(reference.getProperty("provider")).isEqualTo("quorate");
    return framework.getBundleContext().getService(reference);
  }

  private static void assertWorks(CertificateScheme scheme) {
    CertificateSetting setting = StubQuorums.setting(4, 3);
    Dealing dealing = scheme.deal(setting, new SecureRandom());
    ReplicaId one = new ReplicaId(1);
    Bytes secret = dealing.secrets().getOrDefault(one, Bytes.EMPTY);
    var attestation =
        scheme
            .attestor(setting, dealing.publicParameters(), one, secret)
            .attestAll(List.of(Fixture.statement(1)))
            .get(0);
    assertThat(
            scheme
                .certifier(setting, dealing.publicParameters())
                .verifyAttestation(Fixture.statement(1), one, attestation))
        .isTrue();
  }

  @Test
  void startsAndSigns() throws BundleException {
    bundle.start();
    CertificateScheme scheme = service();
    assertThat(scheme).isNotInstanceOf(ThresholdBlsScheme.class);
    assertWorks(scheme);
  }

  /** A library belongs to one class loader, so that each update must load a copy of its own. */
  @Test
  void survivesUpdates() throws BundleException {
    bundle.start();
    CertificateScheme first = service();
    for (int update = 0; update < 3; update++) {
      bundle.update();
      assertThat(service()).isNotSameAs(first);
      assertWorks(service());
    }
  }

  @Test
  void isNotOfferedWhereTheLibraryCannotBeLoaded() throws BundleException {
    System.setProperty(LIBRARY_PROPERTY, "no/such/library");
    try {
      bundle.start();
      assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
      assertThat(bundle.getRegisteredServices()).isNull();
    } finally {
      System.clearProperty(LIBRARY_PROPERTY);
    }
  }

  @Test
  void exportsNothing() {
    assertThat(bundle.getHeaders().get(Constants.EXPORT_PACKAGE)).isNull();
    assertThat(bundle.getHeaders().get(Constants.IMPORT_PACKAGE)).doesNotContain("supranational");
  }
}
