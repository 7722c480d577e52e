package org.quorate.certificate.thresholdbls;

import java.math.BigInteger;
import java.util.Optional;
import org.quorate.api.model.Bytes;
import supranational.blst.P1;
import supranational.blst.P1_Affine;
import supranational.blst.P2;
import supranational.blst.P2_Affine;
import supranational.blst.Pairing;

/**
 * BLS signatures over BLS12-381 with short signatures: the basic scheme of
 * draft-irtf-cfrg-bls-signature-05, section 3.1, in its minimal-signature-size variant. Any library
 * that knows the ciphersuite {@link #DOMAIN} can verify a certificate.
 *
 * <pre>
 * signature   48 B  compressed point of G1
 * public key  96 B  compressed point of G2
 *
 * first byte  1 (compressed) | 0 (not infinity) | sign of y | five highest bits of x
 * the rest    x, big-endian; for G2 its imaginary part first
 * </pre>
 *
 * A point has one such form: {@code x} is below the field's prime, and infinity, which would be a
 * signature by the key 0 on everything, is refused.
 */
final class Suite {
  /** The ciphersuite, which is the domain separation tag of hashing (RFC 9380, section 8.8.1). */
  static final String DOMAIN = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";

  /** The order r of G1, G2 and of the field in which keys are shared. */
  static final BigInteger ORDER =
      new BigInteger("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", 16);

  static final int SIGNATURE_BYTES = 48;
  static final int PUBLIC_KEY_BYTES = 96;

  private static final int COMPRESSED_AND_INFINITY = 0xC0;
  private static final int COMPRESSED_ONLY = 0x80;

  private Suite() {}

  static P1 hash(Bytes message, String domain) {
    return new P1().hash_to(message.toByteArray(), domain);
  }

  /** The point of the curve that {@code encoded} stands for; it may lie outside of G1. */
  static Optional<P1_Affine> decodeOnCurve(Bytes encoded) {
    if (!isCompressed(encoded, SIGNATURE_BYTES)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new P1_Affine(encoded.toByteArray()));
    } catch (RuntimeException e) {
      // A plain RuntimeException is how blst says that these bytes are no point.
      return Optional.empty();
    }
  }

  /** The point of G1 that {@code encoded} stands for. */
  static Optional<P1_Affine> decodeSignature(Bytes encoded) {
    return decodeOnCurve(encoded).filter(P1_Affine::in_group);
  }

  /** The point of G2 that {@code encoded} stands for. */
  static Optional<P2_Affine> decodePublicKey(Bytes encoded) {
    if (!isCompressed(encoded, PUBLIC_KEY_BYTES)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new P2_Affine(encoded.toByteArray())).filter(P2_Affine::in_group);
    } catch (RuntimeException e) {
      // As above.
      return Optional.empty();
    }
  }

  private static boolean isCompressed(Bytes encoded, int length) {
    return encoded.length() == length
        && (encoded.at(0) & COMPRESSED_AND_INFINITY) == COMPRESSED_ONLY;
  }

  /**
   * Whether {@code e(signature, generator) = e(hash, publicKey)}, the hash given negated; all three
   * must be in their groups, because pairings say nothing about points outside of them.
   */
  static boolean isSigned(P1_Affine signature, P1_Affine negatedHash, P2_Affine publicKey) {
    Pairing product = new Pairing(true, DOMAIN);
    product.raw_aggregate(P2.generator().to_affine(), signature);
    product.raw_aggregate(publicKey, negatedHash);
    product.commit();
    return product.finalverify();
  }
}
