package org.quorate.certificate.thresholdrsa;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;

/**
 * The RSA key of the service, and the algebra by which shares combine to its signatures.
 *
 * @param modulus N, the product of two safe primes
 * @param replicas n, the number of holders of a share
 */
record PublicKey(BigInteger modulus, int replicas) {
  /** A prime, and larger than any number of replicas, as combining requires. */
  static final BigInteger EXPONENT = BigInteger.valueOf(65537);

  private static final BigInteger TWO = BigInteger.TWO;

  int modulusBytes() {
    return (modulus.bitLength() + Byte.SIZE - 1) / Byte.SIZE;
  }

  BigInteger pad(Bytes message) {
    return Padding.pad(message, modulusBytes());
  }

  boolean isSignature(BigInteger signature, BigInteger padded) {
    return signature.modPow(EXPONENT, modulus).equals(padded);
  }

  /** {@code Delta = n!} */
  BigInteger delta() {
    return IntStream.rangeClosed(1, replicas)
        .mapToObj(BigInteger::valueOf)
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  /** What a share raises to its secret: {@code x^(2 Delta)}. */
  BigInteger shareBase(BigInteger padded) {
    return padded.modPow(delta().multiply(TWO), modulus);
  }

  /**
   * The signature to which the shares {@code x_i = x^(2 Delta s_i)} combine, or something that is
   * none if one of them is bad (Shoup 2000, section 2.2).
   *
   * <pre>
   * w   = product of x_i^(2 numerator_i)        = x^(4 Delta divisor d)
   * w^e = x^E                                     with E = 4 Delta divisor; Shoup has 4 Delta^2
   * y   = w^a x^b, where a E + b e = 1,           so that y^e = x
   * </pre>
   *
   * E and e have no common factor, since all primes in E are at most n, and e is a larger prime.
   */
  Optional<BigInteger> combine(BigInteger padded, Map<ReplicaId, BigInteger> shares) {
    Interpolation interpolation = Interpolation.at(0, ReplicaSet.copyOf(shares.keySet()));
    Interpolation.Fraction root = interpolation.power(shares, modulus);
    BigInteger big = delta().multiply(interpolation.divisor()).shiftLeft(2);
    BigInteger a = big.modInverse(EXPONENT);
    BigInteger minusB = a.multiply(big).subtract(BigInteger.ONE).divide(EXPONENT);
    BigInteger twiceA = a.multiply(TWO);
    BigInteger above = root.above().modPow(twiceA, modulus);
    BigInteger below =
        root.below().modPow(twiceA, modulus).multiply(padded.modPow(minusB, modulus)).mod(modulus);
    // Only shares made to that end, by somebody who has factored N, are without an inverse.
    return below.gcd(modulus).equals(BigInteger.ONE)
        ? Optional.of(above.multiply(below.modInverse(modulus)).mod(modulus))
        : Optional.empty();
  }
}
