package ${package};

import org.quorate.api.certificate.CertificateScheme;
import org.quorate.conformance.certificate.CertificateSchemeKit;

class SchemeTest extends CertificateSchemeKit {
  @Override
  protected CertificateScheme scheme() {
    return new Scheme();
  }
}
