package org.quorate.signature.jdk;

import java.security.Provider;
import java.security.Security;
import java.util.List;
import org.quorate.api.crypto.JcaSignatures;
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
    return List.of(
        JcaSignatures.ed25519(provider("SunEC")),
        JcaSignatures.ecdsaP256(provider("SunEC")),
        JcaSignatures.rsaPss3072(provider("SunRsaSign")));
  }

  private static Provider provider(String name) {
    Provider found = Security.getProvider(name);
    if (found == null) {
      throw new IllegalStateException("this JDK lacks its security provider " + name);
    }
    return found;
  }
}
