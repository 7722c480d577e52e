package org.quorate.certificate.thresholdrsa;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;

/**
 * The service's public key and, for the proofs of shares, each replica's verification key.
 *
 * <pre>
 * n 2 B | q 2 B | N k B | v k B | n verification keys v_i = v^(s_i) of k B, by number
 * </pre>
 *
 * {@code k} is the length of N; numbers are big-endian; the public exponent is 65537.
 *
 * @param quorumSize q, the number of shares that combine
 * @param base v, a square modulo N
 * @param verificationKeys that of replica {@code i} at {@code i-1}
 */
record PublicParameters(
    PublicKey key, int quorumSize, BigInteger base, List<BigInteger> verificationKeys) {
  private static final int HEADER_BYTES = 2 * Short.BYTES;

  PublicParameters {
    verificationKeys = List.copyOf(verificationKeys);
  }

  /**
   * Reads the parameters of {@code replicas} replicas and quorums of {@code quorumSize}.
   *
   * @throws IllegalArgumentException if {@code encoded} is anything else, or if the keys are not
   *     those of one sharing: with those a correct replica would look like a liar
   */
  static PublicParameters parse(Bytes encoded, int modulusBits, int replicas, int quorumSize) {
    int numberBytes = modulusBits / Byte.SIZE;
    if (encoded.length() != HEADER_BYTES + (replicas + 2) * numberBytes
        || !encoded.slice(0, HEADER_BYTES).equals(header(replicas, quorumSize))) {
      throw new IllegalArgumentException(
          "these are not the public parameters for " + quorumSize + " of " + replicas);
    }
    BigInteger modulus = Numbers.decode(encoded.slice(HEADER_BYTES, HEADER_BYTES + numberBytes));
    if (modulus.bitLength() != modulusBits || !modulus.testBit(0)) {
      throw new IllegalArgumentException("the modulus is not an odd number of that length");
    }
    List<BigInteger> numbers = new ArrayList<>();
    for (int i = 1; i < replicas + 2; i++) {
      int from = HEADER_BYTES + i * numberBytes;
      numbers.add(
          Numbers.decodeBelow(modulus, encoded.slice(from, from + numberBytes))
              .filter(number -> number.gcd(modulus).equals(BigInteger.ONE))
              .orElseThrow(() -> new IllegalArgumentException("a key is no unit modulo N")));
    }
    PublicParameters parameters =
        new PublicParameters(
            new PublicKey(modulus, replicas),
            quorumSize,
            numbers.get(0),
            numbers.subList(1, numbers.size()));
    if (!parameters.isSharing()) {
      throw new IllegalArgumentException(
          "the verification keys are not those of a sharing of the service key");
    }
    return parameters;
  }

  Bytes encoded() {
    int numberBytes = key.modulusBytes();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header(key.replicas(), quorumSize).toByteArray());
    out.writeBytes(Numbers.encode(key.modulus(), numberBytes).toByteArray());
    out.writeBytes(Numbers.encode(base, numberBytes).toByteArray());
    verificationKeys.forEach(
        number -> out.writeBytes(Numbers.encode(number, numberBytes).toByteArray()));
    return Bytes.wrap(out.toByteArray());
  }

  private static Bytes header(int replicas, int quorumSize) {
    return Bytes.wrap(
        ByteBuffer.allocate(HEADER_BYTES)
            .putShort((short) replicas)
            .putShort((short) quorumSize)
            .array());
  }

  boolean contains(ReplicaId replica) {
    return replica.number() <= verificationKeys.size();
  }

  BigInteger verificationKey(ReplicaId replica) {
    return verificationKeys.get(replica.number() - 1);
  }

  /**
   * Whether the exponents of all verification keys, and the private key at 0, lie on the one
   * polynomial that the first q of them determine. Of the private key d only {@code (v^d)^e = v} is
   * known, so there everything is raised to e.
   */
  private boolean isSharing() {
    ReplicaSet first = ReplicaSet.firstOf(quorumSize);
    Map<ReplicaId, BigInteger> known = new HashMap<>();
    first.forEach(replica -> known.put(replica, verificationKey(replica)));
    BigInteger modulus = key.modulus();
    for (int at = 0; at <= verificationKeys.size(); at++) {
      Interpolation interpolation = Interpolation.at(at, first);
      Interpolation.Fraction value = interpolation.power(known, modulus);
      BigInteger power = at == 0 ? PublicKey.EXPONENT : BigInteger.ONE;
      BigInteger expected = at == 0 ? base : verificationKeys.get(at - 1);
      BigInteger left =
          expected
              .modPow(interpolation.divisor(), modulus)
              .multiply(value.below().modPow(power, modulus))
              .mod(modulus);
      if (!left.equals(value.above().modPow(power, modulus))) {
        return false;
      }
    }
    return true;
  }
}
