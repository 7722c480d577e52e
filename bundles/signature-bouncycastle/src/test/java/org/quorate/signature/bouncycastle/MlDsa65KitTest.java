package org.quorate.signature.bouncycastle;

import org.quorate.api.crypto.SignatureScheme;
import org.quorate.conformance.signature.SignatureSchemeKit;

class MlDsa65KitTest extends SignatureSchemeKit {
  @Override
  protected SignatureScheme scheme() {
    return new MlDsa65();
  }
}
