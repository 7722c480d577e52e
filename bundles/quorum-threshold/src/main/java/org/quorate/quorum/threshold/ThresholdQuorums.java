package org.quorate.quorum.threshold;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumFigures;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;

/**
 * Any {@code q} of {@code n} replicas, the same for reads and writes (Malkhi and Reiter, "Byzantine
 * Quorum Systems", 1998, sections 3 and 4; majorities: Thomas 1979).
 */
final class ThresholdQuorums implements QuorumSystem {
  private final int n;
  private final int f;
  private final QuorumKind kind;
  private final int quorumSize;
  private final ReplicaSet universe;

  /**
   * @throws ImpossibleConfigurationException if no size gives both the intersections and a quorum
   *     without faulty replicas
   */
  ThresholdQuorums(int n, int f, QuorumKind kind) {
    this.n = n;
    this.f = f;
    this.kind = kind;
    quorumSize = quorumSize(n, f, kind);
    universe = ReplicaSet.firstOf(n);
    if (n - f < quorumSize) {
      throw refusal(n, f, kind);
    }
  }

  /** The least q for which any two sets of q replicas share what the kind requires. */
  private static int quorumSize(int n, int f, QuorumKind kind) {
    return switch (kind) {
      case REGULAR -> n / 2 + 1;
      case DISSEMINATION -> (n + f) / 2 + 1;
      case MASKING -> (n + 2 * f + 2) / 2;
    };
  }

  private static ImpossibleConfigurationException refusal(int n, int f, QuorumKind kind) {
    // q replicas must be up without the f faulty ones; solved for n that is n > replicasPerFault f.
    int replicasPerFault =
        switch (kind) {
          case REGULAR -> 2;
          case DISSEMINATION -> 3;
          case MASKING -> 4;
        };
    return new ImpossibleConfigurationException(
        ("n=%d with f=%d: two %s quorums must share %d replica(s), which takes q=%d, and some"
                + " quorum must be free of any %d faulty replica(s), which leaves %d; use n >= %d"
                + " or f <= %d")
            .formatted(
                n,
                f,
                kind.name().toLowerCase(Locale.ROOT),
                kind.intersectionRequired(f),
                quorumSize(n, f, kind),
                f,
                Math.max(0, n - f),
                replicasPerFault * f + 1,
                (n - 1) / replicasPerFault));
  }

  @Override
  public int replicas() {
    return n;
  }

  @Override
  public int faults() {
    return f;
  }

  @Override
  public QuorumKind kind() {
    return kind;
  }

  @Override
  public boolean isQuorum(QuorumRole role, ReplicaSet members) {
    return members.intersection(universe).size() >= quorumSize;
  }

  /** Uniformly, which is the best strategy of a symmetric system. */
  @Override
  public @Nullable ReplicaSet pick(QuorumRole role, ReplicaSet available, long seed) {
    List<ReplicaId> candidates = new ArrayList<>(available.intersection(universe).toList());
    if (candidates.size() < quorumSize) {
      return null;
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < quorumSize; i++) {
      Collections.swap(candidates, i, random.nextInt(i, candidates.size()));
    }
    return ReplicaSet.copyOf(candidates.subList(0, quorumSize));
  }

  @Override
  public OptionalInt thresholdSize(QuorumRole role) {
    return OptionalInt.of(quorumSize);
  }

  @Override
  public QuorumFigures figures() {
    return new QuorumFigures(
        quorumSize,
        2 * quorumSize - n,
        n - quorumSize + 1,
        (double) quorumSize / n,
        0,
        this::failureProbability);
  }

  /** The chance that fewer than q of n replicas are up, each of them down with probability p. */
  private double failureProbability(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("a probability is 0 to 1, not " + p);
    }
    if (p == 0 || p == 1) {
      return p;
    }
    // In logarithms, because single terms of the binomial tail underflow when n is in the
    // thousands.
    double sum = 0;
    double logChoices = 0;
    for (int up = 0; up < quorumSize; up++) {
      sum += Math.exp(logChoices + up * Math.log1p(-p) + (n - up) * Math.log(p));
      logChoices += Math.log((double) (n - up) / (up + 1));
    }
    return Math.min(1, sum);
  }

  @Override
  public String toString() {
    return "threshold(n=" + n + ", f=" + f + ", q=" + quorumSize + ")";
  }
}
