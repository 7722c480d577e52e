package org.quorate.quorum.weighted;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumFigures;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;

/** The system that {@link WeightedConstruction} has found possible. */
final class WeightedQuorums implements QuorumSystem {
  private final int[] votes;
  private final int faults;
  private final QuorumKind kind;
  private final int read;
  private final int write;
  private final ReplicaSet universe;
  private final VoteFigures counts;
  private final BestStrategy strategy;

  WeightedQuorums(int[] votes, int faults, QuorumKind kind, int read, int write) {
    this.votes = votes.clone();
    this.faults = faults;
    this.kind = kind;
    this.read = read;
    this.write = write;
    universe = ReplicaSet.firstOf(votes.length);
    counts = new VoteFigures(votes);
    strategy = new BestStrategy(votes, read, write);
  }

  @Override
  public int replicas() {
    return votes.length;
  }

  @Override
  public int faults() {
    return faults;
  }

  @Override
  public QuorumKind kind() {
    return kind;
  }

  private int threshold(QuorumRole role) {
    return role == QuorumRole.READ ? read : write;
  }

  private int votesOf(ReplicaId replica) {
    return votes[replica.number() - 1];
  }

  @Override
  public boolean isQuorum(QuorumRole role, ReplicaSet members) {
    return members.intersection(universe).stream().mapToInt(this::votesOf).sum() >= threshold(role);
  }

  /** By the strategy of least load; where replicas that it wants are missing, others step in. */
  @Override
  public @Nullable ReplicaSet pick(QuorumRole role, ReplicaSet available, long seed) {
    if (!isQuorum(role, available)) {
      return null;
    }
    SplittableRandom random = new SplittableRandom(seed);
    int[] wanted = strategy.draw(role, random);
    List<ReplicaId> order = shuffled(available.intersection(universe), random);
    List<ReplicaId> inLine = new ArrayList<>();
    for (ReplicaId replica : order) {
      int sameVotes = strategy.classOf(votesOf(replica));
      if (sameVotes >= 0 && wanted[sameVotes]-- > 0) {
        inLine.add(replica);
      }
    }
    order.removeAll(inLine);
    inLine.addAll(order);
    return minimal(role, inLine);
  }

  /** The first in line that have the votes, without those of the last that are not needed. */
  private ReplicaSet minimal(QuorumRole role, List<ReplicaId> inLine) {
    int spare = -threshold(role);
    int count = 0;
    while (spare < 0) {
      spare += votesOf(inLine.get(count++));
    }
    ReplicaSet quorum = ReplicaSet.EMPTY;
    for (int i = count - 1; i >= 0; i--) {
      int own = votesOf(inLine.get(i));
      if (own <= spare) {
        spare -= own;
      } else {
        quorum = quorum.with(inLine.get(i));
      }
    }
    return quorum;
  }

  private static List<ReplicaId> shuffled(ReplicaSet replicas, SplittableRandom random) {
    List<ReplicaId> order = new ArrayList<>(replicas.toList());
    for (int i = order.size(); i > 1; i--) {
      Collections.swap(order, i - 1, random.nextInt(i));
    }
    return order;
  }

  @Override
  public OptionalInt thresholdSize(QuorumRole role) {
    return counts.sizeThatDecides(threshold(role));
  }

  @Override
  public QuorumFigures figures() {
    int lower = Math.min(read, write);
    int higher = Math.max(read, write);
    return new QuorumFigures(
        counts.fewestWith(lower),
        counts.smallestIntersection(write, lower),
        counts.fewestWithout(higher),
        strategy.load(),
        strategy.error(),
        p -> counts.probabilityOfLessThan(higher, p));
  }

  /** The chance that no quorum of {@code role} survives when replicas crash with probability p. */
  double blockingProbability(QuorumRole role, double p) {
    return counts.probabilityOfLessThan(threshold(role), p);
  }

  @Override
  public String toString() {
    return "weighted(votes=%s, f=%d, read=%d, write=%d)"
        .formatted(Arrays.toString(votes), faults, read, write);
  }
}
