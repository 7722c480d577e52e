package org.quorate.signature.bouncycastle;

import org.quorate.api.crypto.SignatureScheme;
import org.quorate.conformance.signature.SignatureSchemeKit;

class Ed25519KitTest extends SignatureSchemeKit {
  @Override
  protected SignatureScheme scheme() {
    return new Ed25519();
  }
}
