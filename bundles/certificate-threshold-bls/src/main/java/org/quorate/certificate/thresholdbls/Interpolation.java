package org.quorate.certificate.thresholdbls;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import supranational.blst.P1;
import supranational.blst.P1_Affine;

/**
 * Lagrange coefficients at 0 (Shamir 1979) for one set of replicas.
 *
 * <p>They are kept as small integers over a common divisor, {@code lambda_i = numerator_i /
 * divisor}, because multiplying a point takes time by the length of the factor: for ten replicas
 * the numerators have up to 10 bits, where the coefficients modulo r have 255. From about sixty
 * replicas on the integers outgrow that gain, and coefficients modulo r are used.
 *
 * @param numerators may be negative
 * @param divisorInverse of the common divisor, modulo r
 */
record Interpolation(Map<ReplicaId, BigInteger> numerators, BigInteger divisorInverse) {
  private static final int INTEGER_BITS_MAX = 112;

  static Interpolation of(ReplicaSet replicas) {
    BigInteger divisor = BigInteger.ONE;
    for (ReplicaId replica : replicas) {
      BigInteger top = top(replica, replicas);
      BigInteger bottom = bottom(replica, replicas);
      divisor = leastCommonMultiple(divisor, bottom.divide(bottom.gcd(top)));
    }
    Map<ReplicaId, BigInteger> numerators = new LinkedHashMap<>();
    int bitsMax = 0;
    for (ReplicaId replica : replicas) {
      BigInteger scaled = top(replica, replicas).multiply(divisor);
      BigInteger numerator = scaled.divide(bottom(replica, replicas));
      numerators.put(replica, numerator);
      bitsMax = Math.max(bitsMax, numerator.bitLength());
    }
    BigInteger divisorInverse = divisor.modInverse(Suite.ORDER);
    if (bitsMax > INTEGER_BITS_MAX) {
      numerators.replaceAll(
          (replica, numerator) -> numerator.multiply(divisorInverse).mod(Suite.ORDER));
      return new Interpolation(numerators, BigInteger.ONE);
    }
    return new Interpolation(numerators, divisorInverse);
  }

  private static BigInteger top(ReplicaId replica, ReplicaSet replicas) {
    return replicas.without(replica).stream()
        .map(other -> BigInteger.valueOf(other.number()))
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  private static BigInteger bottom(ReplicaId replica, ReplicaSet replicas) {
    return replicas.without(replica).stream()
        .map(other -> BigInteger.valueOf(other.number() - replica.number()))
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  private static BigInteger leastCommonMultiple(BigInteger a, BigInteger b) {
    return a.multiply(b).divide(a.gcd(b)).abs();
  }

  /** The value at 0 of the polynomial whose value at {@code i} is the {@code i}th of shares. */
  P1_Affine combine(Map<ReplicaId, P1_Affine> shares) {
    P1 sum = new P1();
    numerators.forEach(
        (replica, numerator) -> {
          P1_Affine share = shares.get(replica);
          if (share == null) {
            throw new IllegalArgumentException("these coefficients need a share of " + replica);
          }
          sum.add(share.to_jacobian().mult(numerator.abs()).cneg(numerator.signum() < 0));
        });
    return sum.mult(divisorInverse).to_affine();
  }
}
