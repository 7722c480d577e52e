package ${package};

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.CertificateSetting;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.certificate.Combination;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.recovery.ShareLabel;

/** Checks the signatures of quorums, and collects them. Immutable. */
final class QuorumCertifier implements Certifier {
  /** There is nothing shared that could be shared anew. */
  static final ShareLabel LABEL = ShareLabel.INITIAL;

  private final CertificateSetting setting;
  private final SortedMap<ReplicaId, Bytes> publicKeys;

  QuorumCertifier(CertificateSetting setting, SortedMap<ReplicaId, Bytes> publicKeys) {
    this.setting = setting;
    this.publicKeys = publicKeys;
  }

  /** What is cheap comes first: whoever sends nonsense must not cost much. */
  @Override
  public boolean verify(Statement statement, Bytes proof) {
    return ByReplica.decode(proof, setting.quorums().replicas())
        .filter(signatures -> isMinimalQuorum(ReplicaSet.copyOf(signatures.keySet())))
        .filter(signatures -> allSigned(statement.encoded(), signatures))
        .isPresent();
  }

  private boolean allSigned(Bytes message, SortedMap<ReplicaId, Bytes> signatures) {
    return signatures.entrySet().stream()
        .allMatch(one -> isSigned(message, one.getKey(), one.getValue()));
  }

  private boolean isSigned(Bytes message, ReplicaId replica, Bytes signature) {
    Bytes key = publicKeys.get(replica);
    return key != null && setting.signatures().verify(key, message, signature);
  }

  @Override
  public boolean verifyAttestation(
      Statement statement, ReplicaId replica, Attestation attestation) {
    return attestation.label().equals(LABEL)
        && isSigned(statement.encoded(), replica, attestation.proof());
  }

  @Override
  public Combination combine(Statement statement, Map<ReplicaId, Attestation> attestations) {
    if (!isQuorum(ReplicaSet.copyOf(attestations.keySet()))) {
      return Combination.insufficient(ReplicaSet.EMPTY);
    }
    SortedMap<ReplicaId, Bytes> valid = new TreeMap<>();
    ReplicaSet liars = ReplicaSet.EMPTY;
    for (Map.Entry<ReplicaId, Attestation> one : attestations.entrySet()) {
      if (verifyAttestation(statement, one.getKey(), one.getValue())) {
        valid.put(one.getKey(), one.getValue().proof());
      } else {
        liars = liars.with(one.getKey());
      }
      if (isQuorum(ReplicaSet.copyOf(valid.keySet()))) {
        valid.keySet().retainAll(minimal(ReplicaSet.copyOf(valid.keySet())).toList());
        return Combination.of(
            new Certificate(statement.scope().epoch(), ByReplica.encode(valid)), liars);
      }
    }
    return Combination.insufficient(liars);
  }

  private boolean isQuorum(ReplicaSet members) {
    return setting.quorums().isQuorum(QuorumRole.WRITE, members);
  }

  /** Without anybody who is not needed, so that nobody can make certificates large and slow. */
  private boolean isMinimalQuorum(ReplicaSet members) {
    return isQuorum(members) && members.equals(minimal(members));
  }

  private ReplicaSet minimal(ReplicaSet quorum) {
    ReplicaSet needed = quorum;
    for (ReplicaId member : quorum) {
      if (isQuorum(needed.without(member))) {
        needed = needed.without(member);
      }
    }
    return needed;
  }
}
