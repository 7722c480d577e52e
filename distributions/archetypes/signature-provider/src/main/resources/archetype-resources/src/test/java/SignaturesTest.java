package ${package};

import org.quorate.api.crypto.SignatureScheme;
import org.quorate.conformance.signature.SignatureSchemeKit;

class SignaturesTest extends SignatureSchemeKit {
  @Override
  protected SignatureScheme scheme() {
    return Signatures.ed25519();
  }
}
