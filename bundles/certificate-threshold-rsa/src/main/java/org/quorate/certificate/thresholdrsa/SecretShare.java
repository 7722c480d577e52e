package org.quorate.certificate.thresholdrsa;

import java.math.BigInteger;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.CanonicalWriter;
import org.quorate.api.model.Hashing;
import org.quorate.api.model.ReplicaId;

/**
 * A replica's share of the private key, and signing with it.
 *
 * <pre>
 * s_i, k B, big-endian, from 1 to N-1
 * </pre>
 *
 * <p>{@code BigInteger.modPow} does not take constant time, and a base chosen by the adversary is
 * raised to the secret: whoever can time single attestations precisely may learn of it. Blinding,
 * as RSA implementations do it, needs the order of the group, which no replica may know.
 */
final class SecretShare {
  private static final String NONCE_DOMAIN = "quorate/threshold-rsa/nonce/1";

  private final PublicParameters parameters;
  private final BigInteger verificationKey;
  private final BigInteger secret;
  private final Bytes nonceKey;

  private SecretShare(
      PublicParameters parameters, BigInteger verificationKey, BigInteger secret, Bytes encoded) {
    this.parameters = parameters;
    this.verificationKey = verificationKey;
    this.secret = secret;
    this.nonceKey =
        Hashing.sha256(
            new CanonicalWriter("quorate/threshold-rsa/nonce-key/1").bytes(encoded).toBytes());
  }

  /**
   * Reads the share of {@code self}.
   *
   * @throws IllegalArgumentException if {@code encoded} is not that; the message does not show it
   */
  static SecretShare parse(PublicParameters parameters, ReplicaId self, Bytes encoded) {
    BigInteger modulus = parameters.key().modulus();
    BigInteger secret =
        Numbers.decodeBelow(modulus, encoded)
            .orElseThrow(() -> new IllegalArgumentException("this is no share of an RSA key"));
    BigInteger verificationKey = parameters.verificationKey(self);
    if (!parameters.base().modPow(secret, modulus).equals(verificationKey)) {
      throw new IllegalArgumentException("the secret is not that of " + self);
    }
    return new SecretShare(parameters, verificationKey, secret, encoded);
  }

  Share sign(Bytes message) {
    BigInteger modulus = parameters.key().modulus();
    BigInteger shareBase = parameters.key().shareBase(parameters.key().pad(message));
    BigInteger value = shareBase.modPow(secret, modulus);
    BigInteger square = value.multiply(value).mod(modulus);
    BigInteger proofBase = shareBase.multiply(shareBase).mod(modulus);
    int attempt = 0;
    while (true) {
      BigInteger nonce = nonce(message, attempt);
      BigInteger challenge =
          Share.challenge(
              parameters,
              verificationKey,
              proofBase,
              square,
              parameters.base().modPow(nonce, modulus),
              proofBase.modPow(nonce, modulus));
      BigInteger response = nonce.subtract(challenge.multiply(secret));
      if (response.signum() >= 0) {
        return new Share(value, challenge, response);
      }
      // Happens once in 2^128 times.
      attempt++;
    }
  }

  /**
   * The r of the proof, derived from secret and message as in EdDSA (RFC 8032): one r used for two
   * challenges would give the secret away, and no source of randomness can bring that about here.
   */
  private BigInteger nonce(Bytes message, int attempt) {
    Bytes digits = Bytes.EMPTY;
    int length = parameters.key().modulusBytes() + Share.EXCESS_BYTES;
    for (int block = 0; digits.length() < length; block++) {
      digits =
          digits.concat(
              Hashing.sha256(
                  new CanonicalWriter(NONCE_DOMAIN)
                      .bytes(nonceKey)
                      .number(attempt)
                      .number(block)
                      .bytes(message)
                      .toBytes()));
    }
    return Numbers.decode(digits.slice(0, length));
  }
}
