package org.quorate.distributions.verification;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.quorate.api.composition.PartProperties;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.quorum.QuorumFigures;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;

/** The activator of a bundle whose quorums share nothing: any replica is one. */
public final class DisjointQuorums implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    context.registerService(
        QuorumConstruction.class,
        new Construction(),
        FrameworkUtil.asDictionary(
            Map.of(PartProperties.NAME, "disjoint", PartProperties.PROVIDER, "test")));
  }

  @Override
  public void stop(BundleContext context) {
    // The framework unregisters what this bundle registered.
  }

  static final class Construction implements QuorumConstruction {
    @Override
    public String name() {
      return "disjoint";
    }

    @Override
    public QuorumSystem build(Specification asked) {
      return new AnyOne(asked.replicas(), asked.faults(), asked.kind());
    }
  }

  record AnyOne(int replicas, int faults, QuorumKind kind) implements QuorumSystem {
    @Override
    public boolean isQuorum(QuorumRole role, ReplicaSet members) {
      return !members.intersection(ReplicaSet.firstOf(replicas)).isEmpty();
    }

    @Override
    public @Nullable ReplicaSet pick(QuorumRole role, ReplicaSet available, long seed) {
      List<ReplicaId> there = available.intersection(ReplicaSet.firstOf(replicas)).toList();
      return there.isEmpty() ? null : ReplicaSet.of(there.get(0).number());
    }

    @Override
    public OptionalInt thresholdSize(QuorumRole role) {
      return OptionalInt.of(1);
    }

    @Override
    public QuorumFigures figures() {
      return new QuorumFigures(1, 1, replicas, 1.0 / replicas, 0, down -> Math.pow(down, replicas));
    }
  }
}
