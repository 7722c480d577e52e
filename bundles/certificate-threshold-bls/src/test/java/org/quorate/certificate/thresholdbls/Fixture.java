package org.quorate.certificate.thresholdbls;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import supranational.blst.P1_Affine;

/** A service key and sharings of it, made by hand. */
final class Fixture {
  static final BigInteger SERVICE_SECRET = new BigInteger("123456789abcdef0", 16);

  private Fixture() {}

  static Statement statement(int counter) {
    ClientId alice = ClientId.of("alice", Bytes.utf8("a key"));
    return Statement.prepared(
        new Scope(Bytes.fromHex("00112233445566778899aabbccddeeff"), Epoch.FIRST, new Key("k")),
        new Version(new Timestamp(counter, alice, Timestamp.Path.BASE), Value.ABSENT.hash()));
  }

  /**
   * A polynomial with {@code coefficients} coefficients whose value at 0 is the service's secret.
   */
  static List<BigInteger> sharing(int coefficients, long seed) {
    Random random = new Random(seed);
    List<BigInteger> polynomial = new ArrayList<>();
    polynomial.add(SERVICE_SECRET);
    while (polynomial.size() < coefficients) {
      polynomial.add(new BigInteger(250, random));
    }
    return polynomial;
  }

  static SecretShare share(List<BigInteger> polynomial, int at) {
    return SecretShare.parse(SecretShare.encode(Polynomial.value(polynomial, at)));
  }

  static PublicParameters parameters(List<BigInteger> polynomial, int replicas, int quorumSize) {
    return new PublicParameters(
        quorumSize,
        share(polynomial, 0).publicKey(),
        ReplicaSet.firstOf(replicas).stream()
            .map(replica -> share(polynomial, replica.number()).publicKey())
            .toList());
  }

  static Map<ReplicaId, P1_Affine> signatures(
      List<BigInteger> polynomial, ReplicaSet replicas, Bytes message) {
    Map<ReplicaId, P1_Affine> signatures = new LinkedHashMap<>();
    replicas.forEach(
        replica ->
            signatures.put(replica, point(sign(share(polynomial, replica.number()), message))));
    return signatures;
  }

  static P1_Affine point(Bytes signature) {
    return Suite.decodeSignature(signature).orElseThrow();
  }

  /** A point of the curve outside of G1: the first one by x. */
  static P1_Affine outsideOfG1() {
    for (int x = 1; x < 100; x++) {
      byte[] encoded = new byte[Suite.SIGNATURE_BYTES];
      encoded[0] = (byte) 0x80;
      encoded[Suite.SIGNATURE_BYTES - 1] = (byte) x;
      P1_Affine point = Suite.decodeOnCurve(Bytes.wrap(encoded)).orElse(null);
      if (point != null && !point.in_group()) {
        return point;
      }
    }
    throw new AssertionError("no such point, although G1 is a small part of the curve");
  }

  static Bytes sign(SecretShare share, Bytes message) {
    return share.sign(new Hashes().negated(message));
  }
}
