package org.quorate.conformance.quorum;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumFigures;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;

/** A quorum system that is said to tolerate one fault more than it does. */
record OneFaultMore(QuorumSystem system) implements QuorumSystem {
  @Override
  public int replicas() {
    return system.replicas();
  }

  @Override
  public int faults() {
    return system.faults() + 1;
  }

  @Override
  public QuorumKind kind() {
    return system.kind();
  }

  @Override
  public boolean isQuorum(QuorumRole role, ReplicaSet members) {
    return system.isQuorum(role, members);
  }

  @Override
  public @Nullable ReplicaSet pick(QuorumRole role, ReplicaSet available, long seed) {
    return system.pick(role, available, seed);
  }

  @Override
  public OptionalInt thresholdSize(QuorumRole role) {
    return system.thresholdSize(role);
  }

  @Override
  public QuorumFigures figures() {
    return system.figures();
  }
}
