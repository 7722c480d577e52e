package org.quorate.signature.bouncycastle;

import org.quorate.api.crypto.SignatureScheme;
import org.quorate.conformance.signature.SignatureSchemeKit;

class EcdsaP256KitTest extends SignatureSchemeKit {
  @Override
  protected SignatureScheme scheme() {
    return new EcdsaP256();
  }
}
