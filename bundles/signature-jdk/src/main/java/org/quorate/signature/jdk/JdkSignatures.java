package org.quorate.signature.jdk;

import java.util.List;
import org.quorate.api.crypto.SignatureScheme;

/** The schemes of this provider. */
public final class JdkSignatures {
  private JdkSignatures() {}

  /**
   * New instances of all of them.
   *
   * @throws IllegalStateException if this JDK comes without one of its usual security providers
   */
  public static List<SignatureScheme> schemes() {
    return List.of(new Ed25519(), new EcdsaP256(), new RsaPss3072());
  }
}
