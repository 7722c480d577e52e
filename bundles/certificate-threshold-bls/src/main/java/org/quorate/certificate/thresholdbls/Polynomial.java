package org.quorate.certificate.thresholdbls;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;

/**
 * Polynomials over the field of r elements, their coefficients from the constant one upwards.
 *
 * <p>{@code BigInteger} does not take constant time. It touches secrets in two places: here, where
 * the dealer works once and alone, and where a replica reads its share at start. Signing is done by
 * blst, in constant time.
 */
final class Polynomial {
  private Polynomial() {}

  static List<BigInteger> random(int coefficients, SecureRandom random) {
    return Stream.generate(() -> element(random)).limit(coefficients).toList();
  }

  private static BigInteger element(SecureRandom random) {
    BigInteger element = new BigInteger(Suite.ORDER.bitLength(), random);
    while (element.compareTo(Suite.ORDER) >= 0) {
      element = new BigInteger(Suite.ORDER.bitLength(), random);
    }
    return element;
  }

  static BigInteger value(List<BigInteger> coefficients, int at) {
    BigInteger value = BigInteger.ZERO;
    for (int power = coefficients.size() - 1; power >= 0; power--) {
      value = value.multiply(BigInteger.valueOf(at)).add(coefficients.get(power));
    }
    return value.mod(Suite.ORDER);
  }
}
