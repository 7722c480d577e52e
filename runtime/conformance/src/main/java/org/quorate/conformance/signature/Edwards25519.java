package org.quorate.conformance.signature;

import java.math.BigInteger;
import org.quorate.api.model.Bytes;

/**
 * A point of edwards25519 (RFC 8032, 5.1), affine and by schoolbook: to craft signatures with,
 * which no provider would make.
 */
record Edwards25519(BigInteger x, BigInteger y) {
  static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  static final BigInteger L =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  static final Edwards25519 NEUTRAL = new Edwards25519(BigInteger.ZERO, BigInteger.ONE);
  static final Edwards25519 BASE =
      new Edwards25519(
          new BigInteger(
              "15112221349535400772501151409588531511454012693041857206046113283949847762202"),
          new BigInteger(
              "46316835694926478169428394003475163141307993866256225615783033603165251855960"));

  /** Of order 8: x^2 = -y^2, so its double has y = 0 and is of order 4. */
  static final Edwards25519 OF_ORDER_8 =
      new Edwards25519(
          new BigInteger(
              "14399317868200118260347934320527232580618823971194345261214217575416788799818"),
          new BigInteger(
              "2707385501144840649318225287225658788936804267575313519463743609750303402022"));

  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);

  Edwards25519 plus(Edwards25519 other) {
    BigInteger k = D.multiply(x).multiply(other.x).multiply(y).multiply(other.y).mod(P);
    return new Edwards25519(
        ratio(x.multiply(other.y).add(other.x.multiply(y)), BigInteger.ONE.add(k)),
        ratio(y.multiply(other.y).add(x.multiply(other.x)), BigInteger.ONE.subtract(k)));
  }

  Edwards25519 times(BigInteger factor) {
    Edwards25519 product = NEUTRAL;
    for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
      product = product.plus(product);
      product = factor.testBit(bit) ? product.plus(this) : product;
    }
    return product;
  }

  private static BigInteger ratio(BigInteger numerator, BigInteger denominator) {
    return numerator.multiply(denominator.modInverse(P)).mod(P);
  }

  Bytes encoded() {
    return littleEndian(x.testBit(0) ? y.setBit(255) : y);
  }

  /** As 32 bytes. */
  static Bytes littleEndian(BigInteger number) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = number.shiftRight(8 * i).byteValue();
    }
    return Bytes.wrap(bytes);
  }
}
