package org.quorate.certificate.thresholdbls;

import java.math.BigInteger;
import java.util.Arrays;
import org.quorate.api.model.Bytes;
import supranational.blst.P1;
import supranational.blst.P1_Affine;
import supranational.blst.P2;
import supranational.blst.P2_Affine;
import supranational.blst.SecretKey;

/**
 * A secret number from 1 to r-1: a share of the service's key, or the key itself.
 *
 * <pre>
 * 32 B, big-endian
 * </pre>
 */
final class SecretShare {
  private static final int BYTES = 32;

  private final SecretKey number;

  private SecretShare(SecretKey number) {
    this.number = number;
  }

  /**
   * Reads a share.
   *
   * @throws IllegalArgumentException if {@code encoded} is none; the message does not show it
   */
  static SecretShare parse(Bytes encoded) {
    byte[] bytes = encoded.toByteArray();
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a secret share has 32 bytes, not " + bytes.length);
    }
    BigInteger value = new BigInteger(1, bytes);
    if (value.signum() == 0 || value.compareTo(Suite.ORDER) >= 0) {
      throw new IllegalArgumentException("a secret share is from 1 to r-1");
    }
    SecretKey number = new SecretKey();
    number.from_bendian(bytes);
    Arrays.fill(bytes, (byte) 0);
    return new SecretShare(number);
  }

  /** The encoding of {@code value}, which must be below r. */
  static Bytes encode(BigInteger value) {
    byte[] encoded = new byte[BYTES];
    byte[] magnitude = value.toByteArray();
    System.arraycopy(magnitude, 0, encoded, BYTES - magnitude.length, magnitude.length);
    return Bytes.wrap(encoded);
  }

  P2_Affine publicKey() {
    return new P2(number).to_affine();
  }

  /** The signature of the message with this hash, which is given negated. */
  Bytes sign(P1_Affine negatedHash) {
    P1 signature = negatedHash.to_jacobian().neg().sign_with(number);
    return Bytes.wrap(signature.compress());
  }
}
