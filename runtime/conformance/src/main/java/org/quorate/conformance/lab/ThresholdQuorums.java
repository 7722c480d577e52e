package org.quorate.conformance.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumFigures;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;

/**
 * The plainest quorum system, for the laboratory's own use: any {@code quorumSize} replicas. (What
 * is shipped is a bundle of its own, which the laboratory must not know.)
 */
public record ThresholdQuorums(int replicas, int faults, QuorumKind kind) implements QuorumSystem {
  public ThresholdQuorums {
    // Two sets of size q share at least 2q - n; some quorum must have no faulty member.
    int shared = 2 * quorumSize(replicas, faults, kind) - replicas;
    if (quorumSize(replicas, faults, kind) > replicas - faults
        || shared < kind.intersectionRequired(faults)) {
      throw new ImpossibleConfigurationException(
          "no threshold system with n=" + replicas + ", f=" + faults + " is " + kind);
    }
  }

  private static int quorumSize(int replicas, int faults, QuorumKind kind) {
    return (replicas + kind.intersectionRequired(faults) + 1) / 2;
  }

  public int quorumSize() {
    return quorumSize(replicas, faults, kind);
  }

  @Override
  public boolean isQuorum(QuorumRole role, ReplicaSet members) {
    return members.intersection(ReplicaSet.firstOf(replicas)).size() >= quorumSize();
  }

  @Override
  public @Nullable ReplicaSet pick(QuorumRole role, ReplicaSet available, long seed) {
    List<ReplicaId> candidates =
        new ArrayList<>(available.intersection(ReplicaSet.firstOf(replicas)).toList());
    Collections.shuffle(candidates, new Random(seed));
    return candidates.size() >= quorumSize()
        ? ReplicaSet.copyOf(candidates.subList(0, quorumSize()))
        : null;
  }

  @Override
  public OptionalInt thresholdSize(QuorumRole role) {
    return OptionalInt.of(quorumSize());
  }

  @Override
  public QuorumFigures figures() {
    int size = quorumSize();
    return new QuorumFigures(
        size,
        2 * size - replicas,
        replicas - size + 1,
        (double) size / replicas,
        0,
        this::failureProbability);
  }

  /** The chance that more than n - q of n replicas have crashed. */
  private double failureProbability(double p) {
    double failure = 0;
    double ways = 1;
    for (int crashed = 0; crashed <= replicas; crashed++) {
      if (crashed > replicas - quorumSize()) {
        failure += ways * Math.pow(p, crashed) * Math.pow(1 - p, replicas - crashed);
      }
      ways = ways * (replicas - crashed) / (crashed + 1);
    }
    return failure;
  }

  @Override
  public String toString() {
    return "threshold(n=" + replicas + ", f=" + faults + ", q=" + quorumSize() + ")";
  }
}
