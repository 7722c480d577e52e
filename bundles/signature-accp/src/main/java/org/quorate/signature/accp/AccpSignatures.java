package org.quorate.signature.accp;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.util.List;
import org.quorate.api.crypto.JcaSignatures;
import org.quorate.api.crypto.SignatureScheme;

/** The schemes of this provider. */
final class AccpSignatures {
  /** Without it there is no key factory for Ed25519; read when its classes are initialised. */
  private static final String KEY_FACTORY_OF_ED25519 =
      "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

  private AccpSignatures() {}

  /**
   * New instances of all of them.
   *
   * @throws IllegalStateException if the library cannot be loaded or does not pass its own tests
   */
  static List<SignatureScheme> schemes() {
    String before = System.getProperty(KEY_FACTORY_OF_ED25519);
    System.setProperty(KEY_FACTORY_OF_ED25519, "true");
    try {
      AmazonCorrettoCryptoProvider provider = new AmazonCorrettoCryptoProvider();
      provider.assertHealthy();
      return List.of(
          JcaSignatures.ed25519(provider),
          JcaSignatures.ecdsaP256(provider),
          JcaSignatures.rsaPss3072(provider));
    } catch (LinkageError | RuntimeException e) {
      throw new IllegalStateException("its native library cannot be used: " + rootOf(e), e);
    } finally {
      if (before == null) {
        System.clearProperty(KEY_FACTORY_OF_ED25519);
      } else {
        System.setProperty(KEY_FACTORY_OF_ED25519, before);
      }
    }
  }

  private static String rootOf(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
