package org.quorate.certificate.thresholdrsa;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;

/**
 * Lagrange interpolation in the exponent of a group whose order is secret, hence without division
 * (Shoup 2000, section 2.1, equation 1): {@code divisor * f(at) = sum of numerator_i * f(i)}.
 *
 * <p>Shoup multiplies by {@code Delta = n!}, which clears every denominator; here it is the least
 * divisor that does so for this one set, a divisor of {@code Delta}, because exponents cost time by
 * their length (at n = 10 they have 10 bits in the place of 31).
 *
 * @param numerators may be negative
 */
record Interpolation(Map<ReplicaId, BigInteger> numerators, BigInteger divisor) {

  static Interpolation at(int at, ReplicaSet replicas) {
    Map<ReplicaId, BigInteger> tops = new LinkedHashMap<>();
    Map<ReplicaId, BigInteger> bottoms = new LinkedHashMap<>();
    BigInteger divisor = BigInteger.ONE;
    for (ReplicaId replica : replicas) {
      BigInteger top = product(at, replica, replicas);
      BigInteger bottom = product(replica.number(), replica, replicas);
      BigInteger common = top.gcd(bottom);
      BigInteger reduced = bottom.divide(common);
      divisor = divisor.multiply(reduced).divide(divisor.gcd(reduced)).abs();
      tops.put(replica, top.divide(common));
      bottoms.put(replica, reduced);
    }
    Map<ReplicaId, BigInteger> numerators = new LinkedHashMap<>();
    for (Map.Entry<ReplicaId, BigInteger> top : tops.entrySet()) {
      BigInteger bottom = bottoms.getOrDefault(top.getKey(), BigInteger.ONE);
      numerators.put(top.getKey(), top.getValue().multiply(divisor.divide(bottom)));
    }
    return new Interpolation(numerators, divisor);
  }

  /** The product of {@code other - from} over all other replicas. */
  private static BigInteger product(int from, ReplicaId replica, ReplicaSet replicas) {
    return replicas.without(replica).stream()
        .map(other -> BigInteger.valueOf((long) other.number() - from))
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  /**
   * The product of {@code base_i} to the {@code numerator_i}, as a fraction, because an inverse
   * costs as much as hundreds of multiplications.
   */
  Fraction power(Map<ReplicaId, BigInteger> bases, BigInteger modulus) {
    BigInteger above = BigInteger.ONE;
    BigInteger below = BigInteger.ONE;
    for (Map.Entry<ReplicaId, BigInteger> term : numerators.entrySet()) {
      BigInteger base = bases.get(term.getKey());
      if (base == null) {
        throw new IllegalArgumentException("this needs a base of " + term.getKey());
      }
      BigInteger factor = base.modPow(term.getValue().abs(), modulus);
      if (term.getValue().signum() < 0) {
        below = below.multiply(factor).mod(modulus);
      } else {
        above = above.multiply(factor).mod(modulus);
      }
    }
    return new Fraction(above, below);
  }

  /** {@code above / below}, modulo whatever both are taken. */
  record Fraction(BigInteger above, BigInteger below) {}
}
