package org.quorate.api.crypto;

import java.security.SecureRandom;
import org.osgi.annotation.versioning.ConsumerType;
import org.quorate.api.model.Bytes;

/**
 * One signature scheme as one provider offers it. Registered as an OSGi service once for each
 * scheme of the provider, with the service properties {@code name} (the scheme) and {@code
 * provider}.
 *
 * <p>Keys and signatures are bytes in the scheme's one encoding, the same for every provider,
 * because providers are exchanged while the keys stay:
 *
 * <pre>
 * ed25519       public 32 B, private 32 B seed, signature 64 B (RFC 8032)
 * ecdsa-p256    public 65 B uncompressed point, private 32 B scalar, signature r | s of 32 B each, low s
 * rsa-pss-3072  public DER RSAPublicKey, private DER RSAPrivateKey (PKCS #1), signature 384 B;
 *               SHA-256, MGF1 with SHA-256, salt 32 B
 * ml-dsa-65     public 1952 B, private 32 B seed, signature 3309 B (FIPS 204, empty context)
 * </pre>
 *
 * Implementations must be thread-safe. They may keep parsed keys, bounded in number, but nothing
 * that outlives their bundle.
 */
@ConsumerType
public interface SignatureScheme {
  /** For example {@code ed25519}; equal to the service property {@code name}. */
  String name();

  SigningKeys generate(SecureRandom random);

  /**
   * Signs {@code message}.
   *
   * @throws IllegalArgumentException if {@code privateKey} is not a key of this scheme; the message
   *     must not show it
   */
  Bytes sign(Bytes privateKey, Bytes message);

  /**
   * Whether {@code signature} is valid. Anything malformed, key or signature, is invalid and never
   * an exception, because all of it comes from the network.
   */
  boolean verify(Bytes publicKey, Bytes message, Bytes signature);
}
