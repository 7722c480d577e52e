package org.quorate.api.crypto;

import java.math.BigInteger;
import org.quorate.api.model.Bytes;

/**
 * ECDSA over P-256 (FIPS 186-5; SEC 1, 2.3.3 for the point; SP 800-186, 3.2.1.3 for the curve).
 *
 * <pre>
 * key:       0    1          33         65       signature:  0          32         64
 *            | 04 | x 32 B   | y 32 B   |                    | r 32 B   | s 32 B   |
 * </pre>
 *
 * Numbers are big-endian. The curve has no cofactor, so a point on it other than infinity, which
 * has no encoding here, is of order n.
 */
final class EcdsaP256Profile implements VerificationProfile {
  private static final BigInteger P =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
  private static final BigInteger B =
      new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
  private static final BigInteger N =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  /** Of the two valid values s and n - s only the lower is a signature. */
  private static final BigInteger S_MAX = N.shiftRight(1);

  /**
   * Below p - n (127 bits) an r stands for two x-coordinates, r and r + n, and the JDK looks for
   * the first only. No honest signer will ever hit one: that happens once in 2^129.
   */
  private static final BigInteger R_MIN = P.subtract(N);

  private static final int COORDINATE_BYTES = 32;
  private static final int KEY_BYTES = 1 + 2 * COORDINATE_BYTES;
  private static final int SIGNATURE_BYTES = 64;
  private static final byte UNCOMPRESSED = 4;
  private static final BigInteger THREE = BigInteger.valueOf(3);

  @Override
  public boolean admitsKey(Bytes publicKey) {
    return publicKey.length() == KEY_BYTES
        && publicKey.at(0) == UNCOMPRESSED
        && isOnCurve(number(publicKey, 1), number(publicKey, 1 + COORDINATE_BYTES));
  }

  @Override
  public boolean admitsSignature(Bytes publicKey, Bytes signature) {
    if (signature.length() != SIGNATURE_BYTES) {
      return false;
    }
    BigInteger r = number(signature, 0);
    BigInteger s = number(signature, COORDINATE_BYTES);
    return r.compareTo(R_MIN) >= 0
        && r.compareTo(N) < 0
        && s.signum() > 0
        && s.compareTo(S_MAX) <= 0;
  }

  /** y^2 = x^3 - 3x + b. */
  private static boolean isOnCurve(BigInteger x, BigInteger y) {
    BigInteger right = x.multiply(x).subtract(THREE).multiply(x).add(B);
    return x.compareTo(P) < 0
        && y.compareTo(P) < 0
        && y.multiply(y).subtract(right).mod(P).signum() == 0;
  }

  private static BigInteger number(Bytes bytes, int from) {
    return new BigInteger(1, bytes.slice(from, from + COORDINATE_BYTES).toByteArray());
  }
}
