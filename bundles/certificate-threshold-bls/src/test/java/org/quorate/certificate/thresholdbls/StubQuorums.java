package org.quorate.certificate.thresholdbls;

import java.security.SecureRandom;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.CertificateSetting;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumFigures;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;

/** The least that this scheme asks of a quorum system, and of signatures, which it never uses. */
record StubQuorums(int replicas, int quorumSize) implements QuorumSystem {

  static CertificateSetting setting(int replicas, int quorumSize) {
    return new CertificateSetting(new StubQuorums(replicas, quorumSize), new NoSignatures());
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
    return members.size() >= quorumSize;
  }

  @Override
  public @Nullable ReplicaSet pick(QuorumRole role, ReplicaSet available, long seed) {
    throw new UnsupportedOperationException();
  }

  @Override
  public OptionalInt thresholdSize(QuorumRole role) {
    return OptionalInt.of(quorumSize);
  }

  @Override
  public QuorumFigures figures() {
    throw new UnsupportedOperationException();
  }

  private record NoSignatures() implements SignatureScheme {
    @Override
    public String name() {
      return "none";
    }

    @Override
    public SigningKeys generate(SecureRandom random) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Bytes sign(Bytes privateKey, Bytes message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
      throw new UnsupportedOperationException();
    }
  }
}
