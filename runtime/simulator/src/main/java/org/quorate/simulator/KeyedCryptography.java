package org.quorate.simulator;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.certificate.Combination;
import org.quorate.api.certificate.Statement;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Hashing;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.recovery.ShareLabel;
import org.quorate.conformance.lab.Cryptography;

/**
 * Keyed hashes in place of signatures: the same statement always gets the same proof, whoever
 * attested it first and whichever quorum it was; so that two ways to one state come to equal
 * states. Unforgeable for whoever does not hold this object.
 */
final class KeyedCryptography implements Cryptography {
  private static final Bytes SECRET = Bytes.utf8("known to this object alone");

  private final QuorumSystem quorums;

  KeyedCryptography(QuorumSystem quorums) {
    this.quorums = quorums;
  }

  private static Bytes keyed(Bytes key, Bytes message) {
    return Hashing.sha256(SECRET.concat(Hashing.sha256(key)).concat(message)).slice(0, 16);
  }

  private static Bytes share(ReplicaId replica, Statement statement) {
    return keyed(Bytes.utf8(replica.toString()), statement.encoded());
  }

  private static Bytes proof(Statement statement) {
    return keyed(Bytes.utf8("certificate"), statement.encoded());
  }

  @Override
  public SignatureScheme signatures() {
    return new Signatures();
  }

  @Override
  public SigningKeys keysOf(String client) {
    return new SigningKeys(Bytes.utf8("public:" + client), Bytes.utf8("public:" + client));
  }

  @Override
  public Certifier certifier() {
    return new OneProof(quorums);
  }

  @Override
  public Attestor attestor(ReplicaId replica) {
    return statements ->
        statements.stream()
            .map(statement -> new Attestation(ShareLabel.INITIAL, share(replica, statement)))
            .toList();
  }

  private record Signatures() implements SignatureScheme {
    @Override
    public String name() {
      return "keyed";
    }

    @Override
    public SigningKeys generate(SecureRandom random) {
      byte[] fresh = new byte[16];
      random.nextBytes(fresh);
      return new SigningKeys(Bytes.wrap(fresh), Bytes.wrap(fresh));
    }

    @Override
    public Bytes sign(Bytes privateKey, Bytes message) {
      return keyed(privateKey, message);
    }

    @Override
    public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
      return signature.equals(keyed(publicKey, message));
    }
  }

  private record OneProof(QuorumSystem quorums) implements Certifier {
    @Override
    public boolean verify(Statement statement, Bytes proof) {
      return proof.equals(proof(statement));
    }

    @Override
    public boolean verifyAttestation(
        Statement statement, ReplicaId replica, Attestation attestation) {
      return attestation.proof().equals(share(replica, statement));
    }

    @Override
    public Combination combine(Statement statement, Map<ReplicaId, Attestation> attestations) {
      List<ReplicaId> valid = new ArrayList<>();
      List<ReplicaId> liars = new ArrayList<>();
      attestations.forEach(
          (replica, attestation) ->
              (verifyAttestation(statement, replica, attestation) ? valid : liars).add(replica));
      ReplicaSet found = ReplicaSet.copyOf(liars);
      return quorums.isQuorum(QuorumRole.WRITE, ReplicaSet.copyOf(valid))
          ? Combination.of(new Certificate(statement.scope().epoch(), proof(statement)), found)
          : Combination.insufficient(found);
    }
  }
}
