package org.quorate.register.bftbc;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumFigures;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.conformance.lab.LabSettings;
import org.quorate.conformance.lab.LabSettings.Durability;

/** Proper machines in surroundings that break their contract. */
final class BrokenHosts {
  private BrokenHosts() {}

  static Alteration sendingBeforePersisting() {
    return new Alteration() {
      @Override
      public LabSettings settings(LabSettings proper) {
        return proper.durability(Durability.SEND_BEFORE_PERSIST);
      }
    };
  }

  static Alteration withQuorumsOneTooSmall() {
    return new Alteration() {
      @Override
      public QuorumSystem quorums(QuorumSystem proper) {
        return new OneTooSmall(proper);
      }
    };
  }

  /** Quorums of one replica less than it takes. */
  private record OneTooSmall(QuorumSystem proper) implements QuorumSystem {
    @Override
    public int replicas() {
      return proper.replicas();
    }

    @Override
    public int faults() {
      return proper.faults();
    }

    @Override
    public QuorumKind kind() {
      return proper.kind();
    }

    @Override
    public boolean isQuorum(QuorumRole role, ReplicaSet members) {
      ReplicaSet all = ReplicaSet.firstOf(replicas());
      return members.intersection(all).size() >= thresholdSize(role).orElseThrow();
    }

    @Override
    public @Nullable ReplicaSet pick(QuorumRole role, ReplicaSet available, long seed) {
      return proper.pick(role, available, seed);
    }

    @Override
    public OptionalInt thresholdSize(QuorumRole role) {
      return OptionalInt.of(proper.thresholdSize(role).orElseThrow() - 1);
    }

    @Override
    public QuorumFigures figures() {
      return proper.figures();
    }
  }
}
