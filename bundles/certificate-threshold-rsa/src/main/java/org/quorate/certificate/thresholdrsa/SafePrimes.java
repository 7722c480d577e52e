package org.quorate.certificate.thresholdrsa;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.BitSet;
import java.util.Optional;

/**
 * Finds primes {@code p = 2p' + 1} where {@code p'} is prime, too, by sieving both at once: a small
 * prime that divides either excludes the candidate before anything expensive is done.
 *
 * <p>One of 1024 bits takes some tenths of a second. Not in constant time; only the dealer does it,
 * once.
 */
final class SafePrimes {
  /** Candidates p' are 5 modulo 6: else 2, or 3, would divide p' or p. */
  private static final int STEP = 6;

  private static final int RESIDUE = 5;
  private static final int WINDOW = 1 << 18;
  private static final int SIEVE_BELOW = 1 << 20;
  private static final int CERTAINTY_BITS = 128;

  private SafePrimes() {}

  /**
   * A safe prime of {@code bits} bits whose two highest bits are set, so that the product of two
   * has twice as many; {@code bits} must be at least 64, because the sieve strikes out its own
   * primes.
   */
  static BigInteger random(int bits, SecureRandom random) {
    BitSet smallPrimes = primesBelow(SIEVE_BELOW);
    Optional<BigInteger> found = Optional.empty();
    while (found.isEmpty()) {
      BigInteger start = new BigInteger(bits - 1, random).setBit(bits - 2).setBit(bits - 3);
      int excess = start.mod(BigInteger.valueOf(STEP)).intValue();
      found = search(start.add(BigInteger.valueOf((long) RESIDUE - excess)), smallPrimes);
    }
    return found.get().shiftLeft(1).setBit(0);
  }

  /** The first p' in the window from {@code start} on, which stands for its length in bits. */
  private static Optional<BigInteger> search(BigInteger start, BitSet smallPrimes) {
    BitSet composite = new BitSet(WINDOW);
    for (int r = smallPrimes.nextSetBit(RESIDUE); r >= 0; r = smallPrimes.nextSetBit(r + 1)) {
      long residue = start.mod(BigInteger.valueOf(r)).longValue();
      long stepInverse = BigInteger.valueOf(STEP).modInverse(BigInteger.valueOf(r)).longValue();
      // Strikes out p' = 0 and p' = (r-1)/2 modulo r; with the latter r divides 2p' + 1.
      for (long forbidden : new long[] {0, (r - 1) / 2}) {
        long first = Math.floorMod(forbidden - residue, (long) r) * stepInverse % r;
        for (long i = first; i < WINDOW; i += r) {
          composite.set((int) i);
        }
      }
    }
    for (int i = composite.nextClearBit(0); i < WINDOW; i = composite.nextClearBit(i + 1)) {
      BigInteger half = start.add(BigInteger.valueOf((long) STEP * i));
      if (half.bitLength() == start.bitLength() && isSafe(half)) {
        return Optional.of(half);
      }
    }
    return Optional.empty();
  }

  private static boolean isSafe(BigInteger half) {
    BigInteger prime = half.shiftLeft(1).setBit(0);
    return passesFermat(half)
        && passesFermat(prime)
        && half.isProbablePrime(CERTAINTY_BITS)
        && prime.isProbablePrime(CERTAINTY_BITS);
  }

  /** One exponentiation, which nearly all composites fail. */
  private static boolean passesFermat(BigInteger candidate) {
    return BigInteger.TWO
        .modPow(candidate.subtract(BigInteger.ONE), candidate)
        .equals(BigInteger.ONE);
  }

  private static BitSet primesBelow(int limit) {
    BitSet primes = new BitSet(limit);
    primes.set(2, limit);
    for (int p = 2; (long) p * p < limit; p = primes.nextSetBit(p + 1)) {
      for (int multiple = p * p; multiple < limit; multiple += p) {
        primes.clear(multiple);
      }
    }
    return primes;
  }
}
