package org.quorate.certificate.thresholdrsa;

import java.math.BigInteger;
import java.util.Optional;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.CanonicalWriter;
import org.quorate.api.model.Hashing;

/**
 * A signature share with the proof that it is right (Shoup 2000, section 2.2): that {@code x_i^2}
 * and {@code v_i} have the same logarithm, namely the secret, to the bases {@code x~ = x^(4 Delta)}
 * and {@code v}. Fiat-Shamir with a challenge of 128 bits over the integers.
 *
 * <pre>
 * x_i k B | challenge c 16 B | response z k+32 B
 * </pre>
 *
 * Here {@code z = r - c s_i}, where Shoup adds, so that no verifier needs an inverse.
 *
 * @param value {@code x_i}
 */
record Share(BigInteger value, BigInteger challenge, BigInteger response) {
  static final int CHALLENGE_BYTES = 16;

  /** r is longer than c times the secret by 128 bits, which hide it statistically. */
  static final int EXCESS_BYTES = 2 * CHALLENGE_BYTES;

  private static final String DOMAIN = "quorate/threshold-rsa/share/1";

  /** The share in {@code encoded}, its proof unchecked. */
  static Optional<Share> decode(Bytes encoded, BigInteger modulus) {
    int numberBytes = modulus.bitLength() / Byte.SIZE;
    int responseAt = numberBytes + CHALLENGE_BYTES;
    if (encoded.length() != responseAt + numberBytes + EXCESS_BYTES) {
      return Optional.empty();
    }
    return Numbers.decodeBelow(modulus, encoded.slice(0, numberBytes))
        .map(
            value ->
                new Share(
                    value,
                    Numbers.decode(encoded.slice(numberBytes, responseAt)),
                    Numbers.decode(encoded.slice(responseAt, encoded.length()))));
  }

  Bytes encoded(PublicKey key) {
    int numberBytes = key.modulusBytes();
    return Numbers.encode(value, numberBytes)
        .concat(Numbers.encode(challenge, CHALLENGE_BYTES))
        .concat(Numbers.encode(response, numberBytes + EXCESS_BYTES));
  }

  /**
   * Whether this is the share of the holder of {@code verificationKey}.
   *
   * @param shareBase {@link PublicKey#shareBase} of the message
   */
  boolean isValid(PublicParameters parameters, BigInteger verificationKey, BigInteger shareBase) {
    BigInteger modulus = parameters.key().modulus();
    BigInteger proofBase = shareBase.multiply(shareBase).mod(modulus);
    BigInteger square = value.multiply(value).mod(modulus);
    BigInteger keyCommitment =
        parameters
            .base()
            .modPow(response, modulus)
            .multiply(verificationKey.modPow(challenge, modulus))
            .mod(modulus);
    BigInteger shareCommitment =
        proofBase
            .modPow(response, modulus)
            .multiply(square.modPow(challenge, modulus))
            .mod(modulus);
    return challenge.equals(
        challenge(parameters, verificationKey, proofBase, square, keyCommitment, shareCommitment));
  }

  static BigInteger challenge(
      PublicParameters parameters,
      BigInteger verificationKey,
      BigInteger proofBase,
      BigInteger square,
      BigInteger keyCommitment,
      BigInteger shareCommitment) {
    int numberBytes = parameters.key().modulusBytes();
    Bytes input =
        new CanonicalWriter(DOMAIN)
            .bytes(Numbers.encode(parameters.key().modulus(), numberBytes))
            .bytes(Numbers.encode(parameters.base(), numberBytes))
            .bytes(Numbers.encode(proofBase, numberBytes))
            .bytes(Numbers.encode(verificationKey, numberBytes))
            .bytes(Numbers.encode(square, numberBytes))
            .bytes(Numbers.encode(keyCommitment, numberBytes))
            .bytes(Numbers.encode(shareCommitment, numberBytes))
            .toBytes();
    return Numbers.decode(Hashing.sha256(input).slice(0, CHALLENGE_BYTES));
  }
}
