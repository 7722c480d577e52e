package org.quorate.api.crypto;

import java.math.BigInteger;
import java.util.stream.IntStream;
import org.quorate.api.model.Bytes;

/**
 * RSA-PSS with 3072 bits (RFC 8017). The exponent being fixed, a key has one encoding of 398 bytes:
 *
 * <pre>
 * 0             4             8    9               393            398
 * | 30 82 01 8a | 02 82 01 81 | 00 | modulus 384 B | 02 03 01 00 01 |
 * </pre>
 *
 * Providers differ in what they look for in a modulus (Bouncy Castle refuses small factors and
 * primes, the JDK neither), so it is looked for here: SP 800-89, 5.3.3, without its test for prime
 * powers, which nobody makes.
 */
final class RsaPss3072Profile implements VerificationProfile {
  private static final Bytes BEFORE = Bytes.fromHex("3082018a0282018100");
  private static final Bytes AFTER = Bytes.fromHex("0203010001");
  private static final int MODULUS_BYTES = 384;
  private static final int KEY_BYTES = BEFORE.length() + MODULUS_BYTES + AFTER.length();

  /** SP 800-89, 5.3.3: no prime factor below 752. */
  private static final BigInteger SMALL_PRIMES =
      IntStream.range(2, 752)
          .mapToObj(BigInteger::valueOf)
          .filter(candidate -> candidate.isProbablePrime(50))
          .reduce(BigInteger.ONE, BigInteger::multiply);

  /** A prime passes always, so all nodes agree; a composite one passes once in 2^100. */
  private static final int PRIME_CERTAINTY = 100;

  @Override
  public boolean admitsKey(Bytes publicKey) {
    if (publicKey.length() != KEY_BYTES
        || !publicKey.slice(0, BEFORE.length()).equals(BEFORE)
        || !publicKey.slice(KEY_BYTES - AFTER.length(), KEY_BYTES).equals(AFTER)) {
      return false;
    }
    BigInteger modulus = new BigInteger(1, modulus(publicKey).toByteArray());
    return modulus.bitLength() == 8 * MODULUS_BYTES
        && modulus.gcd(SMALL_PRIMES).equals(BigInteger.ONE)
        && !modulus.isProbablePrime(PRIME_CERTAINTY);
  }

  @Override
  public boolean admitsSignature(Bytes publicKey, Bytes signature) {
    return signature.length() == MODULUS_BYTES && signature.compareTo(modulus(publicKey)) < 0;
  }

  private static Bytes modulus(Bytes publicKey) {
    return publicKey.slice(BEFORE.length(), BEFORE.length() + MODULUS_BYTES);
  }
}
