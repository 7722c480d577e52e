package org.quorate.signature.bouncycastle;

import java.util.List;
import org.quorate.api.crypto.SignatureScheme;

/** The schemes of this provider. */
public final class BouncyCastleSignatures {
  private BouncyCastleSignatures() {}

  /** New instances of all of them. */
  public static List<SignatureScheme> schemes() {
    return List.of(new Ed25519(), new EcdsaP256(), new RsaPss3072(), new MlDsa65());
  }
}
