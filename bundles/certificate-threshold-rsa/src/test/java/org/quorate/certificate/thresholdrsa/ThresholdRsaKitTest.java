package org.quorate.certificate.thresholdrsa;

import org.quorate.api.certificate.CertificateScheme;
import org.quorate.conformance.certificate.CertificateSchemeKit;

/** With a short modulus, so that dealing is quick; {@link JdkOracleTest} has one in full. */
class ThresholdRsaKitTest extends CertificateSchemeKit {
  @Override
  protected CertificateScheme scheme() {
    return new ThresholdRsaScheme(1024);
  }
}
