package org.quorate.signature.accp;

import org.quorate.api.crypto.SignatureScheme;
import org.quorate.conformance.signature.SignatureSchemeKit;

class EcdsaP256KitTest extends SignatureSchemeKit {
  @Override
  protected SignatureScheme scheme() {
    return AccpSignatures.schemes().get(1);
  }
}
