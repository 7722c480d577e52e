package org.quorate.signature.jdk;

import org.quorate.api.crypto.SignatureScheme;
import org.quorate.conformance.signature.SignatureSchemeKit;

class EcdsaP256KitTest extends SignatureSchemeKit {
  @Override
  protected SignatureScheme scheme() {
    return JdkSignatures.schemes().get(1);
  }
}
