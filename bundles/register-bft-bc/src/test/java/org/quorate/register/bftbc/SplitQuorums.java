package org.quorate.register.bftbc;

import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumFigures;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;

/** Five replicas, one of them faulty; any three to read, any four to write. */
record SplitQuorums() implements QuorumSystem {
  @Override
  public int replicas() {
    return 5;
  }

  @Override
  public int faults() {
    return 1;
  }

  @Override
  public QuorumKind kind() {
    return QuorumKind.DISSEMINATION;
  }

  @Override
  public boolean isQuorum(QuorumRole role, ReplicaSet members) {
    return members.intersection(ReplicaSet.firstOf(5)).size() >= thresholdSize(role).orElseThrow();
  }

  @Override
  public @Nullable ReplicaSet pick(QuorumRole role, ReplicaSet available, long seed) {
    return isQuorum(role, available)
        ? ReplicaSet.copyOf(
            available.stream()
                .limit(thresholdSize(role).orElseThrow())
                .collect(Collectors.toList()))
        : null;
  }

  @Override
  public OptionalInt thresholdSize(QuorumRole role) {
    return OptionalInt.of(role == QuorumRole.READ ? 3 : 4);
  }

  @Override
  public QuorumFigures figures() {
    throw new UnsupportedOperationException("nobody asks");
  }
}
