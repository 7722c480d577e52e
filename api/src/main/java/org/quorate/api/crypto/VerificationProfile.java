package org.quorate.api.crypto;

import org.osgi.annotation.versioning.ProviderType;
import org.quorate.api.model.Bytes;

/**
 * What keys and signatures of a scheme must look like before any provider is asked.
 *
 * <p>Providers of one scheme disagree on crafted input: encodings that are not canonical, keys of
 * small order, points with a torsion component (Chalkias, Garillot, Nikolaenko: "Taming the many
 * EdDSAs", 2020). A faulty signer could so split a cluster of mixed providers, or one in the middle
 * of a swap. A profile must therefore refuse everything on which conforming providers may differ,
 * and belongs to the scheme's identity: nobody may verify with more or with less.
 *
 * <pre>
 * ed25519       key: canonical, a point of order exactly L
 *               signature: 64 B; R canonical and of order exactly L; S below L
 * ecdsa-p256    key: 65 B uncompressed, coordinates below p, on the curve
 *               signature: 64 B; p - n &lt;= r &lt; n; 1 &lt;= s &lt;= (n - 1) / 2
 * rsa-pss-3072  key: the one DER encoding; modulus of 3072 bits, odd, composite, no prime factor
 *               below 752; exponent 65537
 *               signature: 384 B, below the modulus
 * ml-dsa-65     key: 1952 B; signature: 3309 B with canonical hints
 * others        key at most 16 KiB, signature at most 64 KiB, neither empty
 * </pre>
 *
 * Implementations are stateless and thread-safe. All input is public, so no time is constant.
 */
@ProviderType
public interface VerificationProfile {
  /** The profile of the scheme with this {@link SignatureScheme#name() name}. */
  static VerificationProfile forScheme(String name) {
    return switch (name) {
      case "ed25519" -> new Ed25519Profile();
      case "ecdsa-p256" -> new EcdsaP256Profile();
      case "rsa-pss-3072" -> new RsaPss3072Profile();
      case "ml-dsa-65" -> new MlDsa65Profile();
      default -> new OpenProfile();
    };
  }

  /**
   * Whether this is a key that every provider takes in the same way. It may cost some milliseconds
   * (RSA), so callers must remember the answer, as {@link StrictSignatureScheme} does.
   */
  boolean admitsKey(Bytes publicKey);

  /**
   * Whether every provider will give the same verdict on this signature; says nothing of its being
   * valid.
   *
   * @param publicKey a key that {@link #admitsKey} admitted
   */
  boolean admitsSignature(Bytes publicKey, Bytes signature);
}
