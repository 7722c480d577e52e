package org.quorate.api.crypto;

import java.security.Provider;

/**
 * Signature schemes by a security provider of the Java Cryptography Architecture, in the encodings
 * of {@link SignatureScheme}. Whoever brings such a provider needs little more than these. The
 * provider is always named, never looked up, because otherwise whatever an application has
 * installed before it would answer in its place.
 */
public final class JcaSignatures {
  private JcaSignatures() {}

  /**
   * Ed25519, by the algorithms named {@code Ed25519} of {@code provider}.
   *
   * @throws IllegalStateException if it has none
   */
  public static SignatureScheme ed25519(Provider provider) {
    return new JcaEd25519(provider);
  }

  /**
   * ECDSA P-256, by {@code EC} and {@code SHA256withECDSAinP1363Format} of {@code provider}.
   *
   * @throws IllegalStateException if it lacks one of them
   */
  public static SignatureScheme ecdsaP256(Provider provider) {
    return new JcaEcdsaP256(provider);
  }

  /**
   * RSA-PSS with 3072 bits, by {@code RSA} and {@code RSASSA-PSS} of {@code provider}.
   *
   * @throws IllegalStateException if it lacks one of them
   */
  public static SignatureScheme rsaPss3072(Provider provider) {
    return new JcaRsaPss3072(provider);
  }
}
