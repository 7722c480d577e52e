package org.quorate.host.replica;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Hashing;
import org.quorate.api.model.ReplicaId;
import org.quorate.host.composition.Part;
import org.quorate.host.composition.Variant;
import org.quorate.host.configuration.AdministratorSignature;
import org.quorate.host.configuration.BundlePolicy;
import org.quorate.host.configuration.Descriptor;
import org.quorate.host.configuration.Limits;
import org.quorate.host.configuration.Member;
import org.quorate.host.configuration.Revocations;

/** Of a cluster of one replica: two of three decide. */
final class Administrators {
  static final Descriptor DESCRIPTOR =
      new Descriptor(
          Bytes.fromHex("00112233445566778899aabbccddeeff"),
          Epoch.FIRST,
          null,
          0,
          List.of(new Member(new ReplicaId(1), "localhost", 1)),
          new Variant(
              "v",
              Part.named("p"),
              Part.named("q"),
              null,
              Part.named("s"),
              Part.named("t"),
              Part.named("m"),
              null,
              null,
              null),
          null,
          Bytes.utf8("ca"),
          List.of(Bytes.utf8("admin0"), Bytes.utf8("admin1"), Bytes.utf8("admin2")),
          2,
          List.of(),
          Limits.DEFAULT,
          BundlePolicy.DEVELOPMENT);

  private Administrators() {}

  /** Seals are hashes of key and message: whoever knows the public key can make them. */
  static final class Seals implements SignatureScheme {
    int verifications;

    /** Whether any seal will do. */
    boolean isCredulous;

    @Override
    public String name() {
      return "seals";
    }

    @Override
    public SigningKeys generate(SecureRandom random) {
      throw new UnsupportedOperationException("keys are chosen here");
    }

    @Override
    public Bytes sign(Bytes privateKey, Bytes message) {
      return Hashing.sha256(privateKey.concat(message));
    }

    @Override
    public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
      verifications++;
      return isCredulous || signature.equals(sign(publicKey, message));
    }
  }

  static Revocations signed(long version, List<ClientId> revoked, int... administrators) {
    return signed(DESCRIPTOR.cluster(), version, revoked, administrators);
  }

  /** By these administrators, in this order, of whatever cluster. */
  static Revocations signed(
      Bytes cluster, long version, List<ClientId> revoked, int... administrators) {
    Bytes payload = new Revocations(cluster, version, revoked, List.of()).signedBytes();
    return new Revocations(
        cluster,
        version,
        revoked,
        IntStream.of(administrators)
            .mapToObj(
                one ->
                    new AdministratorSignature(
                        one, new Seals().sign(Bytes.utf8("admin" + (one % 3)), payload)))
            .toList());
  }
}
