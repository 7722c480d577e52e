package org.quorate.certificate.thresholdrsa;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.quorate.api.certificate.CertificateScheme.Dealing;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;

/**
 * The trusted dealer of Shoup 2000, section 2.2: it knows the factors of N and forgets them. Not in
 * constant time; it works once and alone.
 */
final class Dealer {
  private final int modulusBits;
  private final SecureRandom random;

  Dealer(int modulusBits, SecureRandom random) {
    this.modulusBits = modulusBits;
    this.random = random;
  }

  Dealing deal(int replicas, int quorumSize) {
    BigInteger p = SafePrimes.random(modulusBits / 2, random);
    BigInteger q = SafePrimes.random(modulusBits / 2, random);
    while (q.equals(p)) {
      q = SafePrimes.random(modulusBits / 2, random);
    }
    BigInteger modulus = p.multiply(q);
    // The squares modulo N are a cyclic group of this order.
    BigInteger order = p.shiftRight(1).multiply(q.shiftRight(1));
    List<BigInteger> polynomial = new ArrayList<>();
    polynomial.add(PublicKey.EXPONENT.modInverse(order));
    while (polynomial.size() < quorumSize) {
      polynomial.add(below(order));
    }
    BigInteger root = below(modulus);
    BigInteger base = root.multiply(root).mod(modulus);
    List<BigInteger> verificationKeys = new ArrayList<>();
    Map<ReplicaId, Bytes> secrets = new HashMap<>();
    for (int number = 1; number <= replicas; number++) {
      BigInteger secret = value(polynomial, number).mod(order);
      verificationKeys.add(base.modPow(secret, modulus));
      secrets.put(new ReplicaId(number), Numbers.encode(secret, modulusBits / Byte.SIZE));
    }
    PublicKey key = new PublicKey(modulus, replicas);
    return new Dealing(
        new PublicParameters(key, quorumSize, base, verificationKeys).encoded(), secrets);
  }

  private BigInteger below(BigInteger limit) {
    BigInteger number = new BigInteger(limit.bitLength(), random);
    while (number.compareTo(limit) >= 0) {
      number = new BigInteger(limit.bitLength(), random);
    }
    return number;
  }

  static BigInteger value(List<BigInteger> polynomial, int at) {
    BigInteger value = BigInteger.ZERO;
    for (int power = polynomial.size() - 1; power >= 0; power--) {
      value = value.multiply(BigInteger.valueOf(at)).add(polynomial.get(power));
    }
    return value;
  }
}
