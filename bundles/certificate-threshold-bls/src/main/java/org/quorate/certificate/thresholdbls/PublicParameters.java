package org.quorate.certificate.thresholdbls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.CanonicalWriter;
import org.quorate.api.model.Hashing;
import org.quorate.api.model.ReplicaId;
import supranational.blst.P2;
import supranational.blst.P2_Affine;

/**
 * The service's public key and, to tell good shares from bad ones, each replica's.
 *
 * <pre>
 * n 2 B | q 2 B | service key 96 B | n verification keys of 96 B, by number
 * </pre>
 *
 * @param quorumSize q, the number of shares that combine
 * @param verificationKeys that of replica {@code i} at {@code i-1}
 */
record PublicParameters(int quorumSize, P2_Affine serviceKey, List<P2_Affine> verificationKeys) {
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
  static PublicParameters parse(Bytes encoded, int replicas, int quorumSize) {
    int length = HEADER_BYTES + (replicas + 1) * Suite.PUBLIC_KEY_BYTES;
    if (encoded.length() != length
        || !encoded.slice(0, HEADER_BYTES).equals(header(replicas, quorumSize))) {
      throw new IllegalArgumentException(
          "these are not the public parameters for " + quorumSize + " of " + replicas);
    }
    List<P2_Affine> keys = new ArrayList<>();
    for (int from = HEADER_BYTES; from < length; from += Suite.PUBLIC_KEY_BYTES) {
      keys.add(
          Suite.decodePublicKey(encoded.slice(from, from + Suite.PUBLIC_KEY_BYTES))
              .orElseThrow(() -> new IllegalArgumentException("a public key is not in G2")));
    }
    if (!isSharing(keys, quorumSize, encoded)) {
      throw new IllegalArgumentException(
          "the verification keys are not those of a sharing of the service key");
    }
    return new PublicParameters(quorumSize, keys.get(0), keys.subList(1, keys.size()));
  }

  Bytes encoded() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header(verificationKeys.size(), quorumSize).toByteArray());
    out.writeBytes(serviceKey.compress());
    verificationKeys.forEach(key -> out.writeBytes(key.compress()));
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

  P2_Affine verificationKey(ReplicaId replica) {
    return verificationKeys.get(replica.number() - 1);
  }

  /**
   * Whether {@code keys} at 0 to n are the values of a polynomial of degree below {@code
   * quorumSize}, in the exponent: the test of SCRAPE (Cascudo and David 2017, section 2.1). With
   * {@code v_x} the product of {@code 1/(x-y)} over all other {@code y}, the sum of {@code v_x f(x)
   * keys_x} vanishes for every polynomial {@code f} of degree at most {@code n - quorumSize}, and
   * for a random one by chance only.
   */
  private static boolean isSharing(List<P2_Affine> keys, int quorumSize, Bytes seed) {
    int last = keys.size() - 1;
    List<BigInteger> check = new ArrayList<>();
    for (int power = 0; power <= last - quorumSize; power++) {
      Bytes input =
          new CanonicalWriter("quorate/threshold-bls/scrape/1").bytes(seed).number(power).toBytes();
      check.add(new BigInteger(1, Hashing.sha256(input).toByteArray()).mod(Suite.ORDER));
    }
    P2 sum = new P2();
    for (int x = 0; x <= last; x++) {
      BigInteger product = BigInteger.ONE;
      for (int y = 0; y <= last; y++) {
        if (y != x) {
          product = product.multiply(BigInteger.valueOf((long) x - y)).mod(Suite.ORDER);
        }
      }
      BigInteger weight =
          product.modInverse(Suite.ORDER).multiply(Polynomial.value(check, x)).mod(Suite.ORDER);
      sum.add(keys.get(x).to_jacobian().mult(weight));
    }
    return sum.is_inf();
  }
}
