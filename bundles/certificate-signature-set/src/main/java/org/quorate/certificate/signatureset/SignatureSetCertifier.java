package org.quorate.certificate.signatureset;

import java.util.Map;
import java.util.TreeMap;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.CertificateSetting;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.certificate.Combination;
import org.quorate.api.certificate.Statement;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.recovery.ShareLabel;

/** Checks and makes signer lists. Immutable. */
final class SignatureSetCertifier implements Certifier {
  /** There is nothing to share, hence one label. */
  static final ShareLabel LABEL = ShareLabel.INITIAL;

  private final QuorumSystem quorums;
  private final SignatureScheme signatures;
  private final PublicKeys keys;

  SignatureSetCertifier(CertificateSetting setting, PublicKeys keys) {
    this.quorums = setting.quorums();
    this.signatures = setting.signatures();
    this.keys = keys;
  }

  /** Everything that needs no cryptography is checked first: hostile proofs must stay cheap. */
  @Override
  public boolean verify(Statement statement, Bytes proof) {
    return SignerList.parse(proof, quorums.replicas())
        .filter(list -> isMinimalQuorum(list.signers()))
        .filter(list -> allSigned(list, statement.encoded()))
        .isPresent();
  }

  private boolean allSigned(SignerList list, Bytes message) {
    return list.signatures().entrySet().stream()
        .allMatch(entry -> signatures.verify(keys.of(entry.getKey()), message, entry.getValue()));
  }

  @Override
  public boolean verifyAttestation(
      Statement statement, ReplicaId replica, Attestation attestation) {
    return isValid(statement.encoded(), replica, attestation);
  }

  private boolean isValid(Bytes message, ReplicaId replica, Attestation attestation) {
    return keys.contains(replica)
        && attestation.label().equals(LABEL)
        && signatures.verify(keys.of(replica), message, attestation.proof());
  }

  /**
   * Verifies one signature after the other until they suffice: a set of signatures is checked by
   * checking its members, so that an optimistic attempt would save nothing.
   */
  @Override
  public Combination combine(Statement statement, Map<ReplicaId, Attestation> attestations) {
    if (!isQuorum(ReplicaSet.copyOf(attestations.keySet()))) {
      return Combination.insufficient(ReplicaSet.EMPTY);
    }
    Bytes message = statement.encoded();
    TreeMap<ReplicaId, Bytes> valid = new TreeMap<>();
    ReplicaSet liars = ReplicaSet.EMPTY;
    for (Map.Entry<ReplicaId, Attestation> entry : attestations.entrySet()) {
      ReplicaId replica = entry.getKey();
      if (isValid(message, replica, entry.getValue())) {
        valid.put(replica, entry.getValue().proof());
      } else {
        liars = liars.with(replica);
      }
      if (isQuorum(ReplicaSet.copyOf(valid.keySet()))) {
        valid.keySet().retainAll(minimal(ReplicaSet.copyOf(valid.keySet())).toList());
        Bytes proof = new SignerList(valid).encoded(quorums.replicas());
        return Combination.of(new Certificate(statement.scope().epoch(), proof), liars);
      }
    }
    return Combination.insufficient(liars);
  }

  private boolean isQuorum(ReplicaSet members) {
    return quorums.isQuorum(QuorumRole.WRITE, members);
  }

  /** A quorum without a superfluous member: it bounds size and cost by what is needed. */
  private boolean isMinimalQuorum(ReplicaSet members) {
    return isQuorum(members)
        && members.stream().noneMatch(member -> isQuorum(members.without(member)));
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
