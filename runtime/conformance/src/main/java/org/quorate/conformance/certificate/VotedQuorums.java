package org.quorate.conformance.certificate;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumFigures;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;

/**
 * The least quorum system that a kit can deal keys for, since it may not know any bundle: a quorum
 * is a set with enough votes.
 */
final class VotedQuorums implements QuorumSystem {
  private final int[] votes;
  private final int faults;
  private final int votesNeeded;

  private VotedQuorums(int[] votes, int faults, int votesNeeded) {
    this.votes = votes;
    this.faults = faults;
    this.votesNeeded = votesNeeded;
  }

  /** A threshold system of 3f+1 replicas. */
  static VotedQuorums ofFaults(int faults) {
    int[] votes = IntStream.range(0, 3 * faults + 1).map(i -> 1).toArray();
    return new VotedQuorums(votes, faults, 2 * faults + 1);
  }

  /** Eight votes among six replicas, f = 1 where no faulty one has more than one vote. */
  static VotedQuorums weighted() {
    return new VotedQuorums(new int[] {2, 1, 2, 1, 1, 1}, 1, 5);
  }

  private boolean isThreshold() {
    return IntStream.of(votes).allMatch(vote -> vote == 1);
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
    return QuorumKind.DISSEMINATION;
  }

  @Override
  public boolean isQuorum(QuorumRole role, ReplicaSet members) {
    return members.stream()
            .mapToInt(ReplicaId::number)
            .filter(number -> number <= votes.length)
            .map(number -> votes[number - 1])
            .sum()
        >= votesNeeded;
  }

  @Override
  public @Nullable ReplicaSet pick(QuorumRole role, ReplicaSet available, long seed) {
    if (!isQuorum(role, available)) {
      return null;
    }
    ReplicaSet picked = available;
    for (ReplicaId member : available) {
      if (isQuorum(role, picked.without(member))) {
        picked = picked.without(member);
      }
    }
    return picked;
  }

  @Override
  public OptionalInt thresholdSize(QuorumRole role) {
    return isThreshold() ? OptionalInt.of(votesNeeded) : OptionalInt.empty();
  }

  @Override
  public QuorumFigures figures() {
    throw new UnsupportedOperationException("a certificate scheme needs no figures");
  }

  @Override
  public String toString() {
    return isThreshold()
        ? "threshold(n=" + votes.length + ", f=" + faults + ", q=" + votesNeeded + ")"
        : "weighted(n=" + votes.length + ", f=" + faults + ", votes=" + votesNeeded + ")";
  }
}
