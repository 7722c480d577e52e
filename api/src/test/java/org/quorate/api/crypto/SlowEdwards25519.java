package org.quorate.api.crypto;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.quorate.api.model.Bytes;

/** edwards25519 as RFC 8032, 5.1 has it, by schoolbook: what the fast code is compared with. */
final class SlowEdwards25519 {
  static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  static final BigInteger L =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);

  /** A point, affine. */
  record Point(BigInteger x, BigInteger y) {
    static final Point NEUTRAL = new Point(BigInteger.ZERO, BigInteger.ONE);
    static final Point BASE =
        new Point(
            new BigInteger(
                "15112221349535400772501151409588531511454012693041857206046113283949847762202"),
            new BigInteger(
                "46316835694926478169428394003475163141307993866256225615783033603165251855960"));

    Point plus(Point other) {
      BigInteger k = D.multiply(x).multiply(other.x).multiply(y).multiply(other.y).mod(P);
      return new Point(
          ratio(x.multiply(other.y).add(other.x.multiply(y)), BigInteger.ONE.add(k)),
          ratio(y.multiply(other.y).add(x.multiply(other.x)), BigInteger.ONE.subtract(k)));
    }

    Point times(BigInteger factor) {
      Point product = NEUTRAL;
      for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
        product = product.plus(product);
        product = factor.testBit(bit) ? product.plus(this) : product;
      }
      return product;
    }

    Bytes encoded() {
      Bytes number = littleEndian(y);
      byte[] bytes = number.toByteArray();
      bytes[31] |= (byte) (x.testBit(0) ? 0x80 : 0);
      return Bytes.wrap(bytes);
    }
  }

  private SlowEdwards25519() {}

  private static BigInteger ratio(BigInteger numerator, BigInteger denominator) {
    return numerator.multiply(denominator.modInverse(P)).mod(P);
  }

  static Bytes littleEndian(BigInteger number) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = number.shiftRight(8 * i).byteValue();
    }
    return Bytes.wrap(bytes);
  }

  static boolean isSquare(BigInteger number) {
    return number.modPow(P.shiftRight(1), P).compareTo(BigInteger.ONE) <= 0;
  }

  /** Whether a point has this y; x^2 = (y^2 - 1) / (d y^2 + 1) must be a square. */
  static boolean isOnCurve(BigInteger y) {
    return isSquare(squareOfX(y));
  }

  private static BigInteger squareOfX(BigInteger y) {
    BigInteger square = y.multiply(y);
    return ratio(square.subtract(BigInteger.ONE), D.multiply(square).add(BigInteger.ONE));
  }

  /** The eight points of order 1, 2, 4 and 8; the first is the neutral one. */
  static List<Point> torsion() {
    // For a point (x, y) of order 8 its double has y = 0, so d y^4 + 2 y^2 - 1 = 0.
    BigInteger y =
        new BigInteger(
            "2707385501144840649318225287225658788936804267575313519463743609750303402022");
    Point generator = new Point(squareRoot(squareOfX(y)), y);
    List<Point> points = new ArrayList<>(List.of(Point.NEUTRAL));
    for (int i = 1; i < 8; i++) {
      points.add(points.get(i - 1).plus(generator));
    }
    return points;
  }

  /** RFC 8032, 5.1.3, for a square. */
  private static BigInteger squareRoot(BigInteger square) {
    BigInteger root = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    BigInteger rootOfMinusOne = BigInteger.TWO.modPow(P.shiftRight(2), P);
    return root.multiply(root).mod(P).equals(square) ? root : root.multiply(rootOfMinusOne).mod(P);
  }
}
