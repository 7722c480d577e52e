package org.quorate.certificate.signatureset;

import org.quorate.api.certificate.CertificateScheme;
import org.quorate.conformance.certificate.CertificateSchemeKit;

class SignatureSetKitTest extends CertificateSchemeKit {
  @Override
  protected CertificateScheme scheme() {
    return new SignatureSetScheme();
  }
}
