package org.quorate.certificate.signatureset;

import java.security.SecureRandom;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Statement;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Hashing;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumFigures;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;

/** The least quorum systems and signatures that the tests of this bundle need. */
final class StubParts {
  static final Statement STATEMENT =
      Statement.prepared(
          new Scope(Bytes.fromHex("00112233445566778899aabbccddeeff"), Epoch.FIRST, new Key("k")),
          new Version(
              new Timestamp(1, ClientId.of("alice", Bytes.utf8("a key")), Timestamp.Path.BASE),
              Value.ABSENT.hash()));

  private StubParts() {}

  /** A quorum has {@code needed} of the {@code votes}. */
  record Votes(int needed, List<Integer> votes) implements QuorumSystem {
    @Override
    public int replicas() {
      return votes.size();
    }

    @Override
    public int faults() {
      return 0;
    }

    @Override
    public QuorumKind kind() {
      return QuorumKind.DISSEMINATION;
    }

    @Override
    public boolean isQuorum(QuorumRole role, ReplicaSet members) {
      return members.stream()
              .mapToInt(ReplicaId::number)
              .filter(number -> number <= votes.size())
              .map(number -> votes.get(number - 1))
              .sum()
          >= needed;
    }

    @Override
    public @Nullable ReplicaSet pick(QuorumRole role, ReplicaSet available, long seed) {
      throw new UnsupportedOperationException();
    }

    @Override
    public OptionalInt thresholdSize(QuorumRole role) {
      return OptionalInt.empty();
    }

    @Override
    public QuorumFigures figures() {
      throw new UnsupportedOperationException();
    }
  }

  /** "Signatures" that anybody can make: a hash, padded to {@code signatureBytes}. */
  record Hashes(int signatureBytes) implements SignatureScheme {
    @Override
    public String name() {
      return "hashes";
    }

    @Override
    public SigningKeys generate(SecureRandom random) {
      byte[] key = new byte[16];
      random.nextBytes(key);
      return new SigningKeys(Bytes.wrap(key), Bytes.wrap(key));
    }

    @Override
    public Bytes sign(Bytes privateKey, Bytes message) {
      Bytes padding = Bytes.wrap(new byte[signatureBytes - Hashing.HASH_BYTES]);
      return Hashing.sha256(privateKey.concat(message)).concat(padding);
    }

    @Override
    public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
      return signature.equals(sign(publicKey, message));
    }
  }
}
