package org.quorate.conformance.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumFigures;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;

/**
 * Examines a small quorum system by looking at all sets of its replicas. Each check throws an
 * {@link AssertionError} that names the system and the sets that refute it.
 */
public final class QuorumExam {
  /** The most replicas: a system of n has 2^n sets, and the exam looks at each. */
  public static final int REPLICAS_MAX = 12;

  private static final int PICKS = 2000;

  /** What sampling PICKS times adds to the busiest replica's share, and then some. */
  private static final double SAMPLING_ERROR = 0.05;

  private final QuorumSystem system;
  private final int n;
  private final int all;

  public QuorumExam(QuorumSystem system) {
    this.system = system;
    n = system.replicas();
    if (n > REPLICAS_MAX) {
      throw new IllegalArgumentException(
          "brute force ends at " + REPLICAS_MAX + " replicas: " + system);
    }
    all = (1 << n) - 1;
  }

  /** A set that contains a quorum is one, and strangers make no difference. */
  public void isClosedUpwards() {
    ReplicaSet stranger = ReplicaSet.of(n + 1, n + 7);
    for (QuorumRole role : QuorumRole.values()) {
      assertThat(isQuorum(role, all)).as("%s: all replicas together are a quorum", system).isTrue();
      for (int set = 0; set <= all; set++) {
        boolean quorum = isQuorum(role, set);
        assertThat(system.isQuorum(role, replicas(set).union(stranger)))
            .as("%s: %s with replicas that do not exist", system, replicas(set))
            .isEqualTo(quorum);
        for (int i = 0; quorum && i < n; i++) {
          assertThat(isQuorum(role, set | 1 << i))
              .as("%s: %s is a %s quorum, so with r%d too", system, replicas(set), role, i + 1)
              .isTrue();
        }
      }
    }
  }

  /** Every write quorum shares what the kind requires with every quorum of either role. */
  public void intersectsAsPromised() {
    int required = system.kind().intersectionRequired(system.faults());
    for (int write : minimal(QuorumRole.WRITE)) {
      for (QuorumRole role : QuorumRole.values()) {
        for (int other : minimal(role)) {
          assertThat(Integer.bitCount(write & other))
              .as(
                  "%s: replicas that the write quorum %s shares with the %s quorum %s",
                  system, replicas(write), role, replicas(other))
              .isGreaterThanOrEqualTo(required);
        }
      }
    }
  }

  /** Whichever f replicas are faulty, the others contain a quorum of each role. */
  public void survivesAnyFaults() {
    for (QuorumRole role : QuorumRole.values()) {
      for (int faulty = 0; faulty <= all; faulty++) {
        if (Integer.bitCount(faulty) == system.faults()) {
          assertThat(isQuorum(role, all & ~faulty))
              .as("%s: some %s quorum without %s", system, role, replicas(faulty))
              .isTrue();
        }
      }
    }
  }

  /** {@code thresholdSize} is there exactly if size alone decides, and then is that size. */
  public void tellsItsThresholdSize() {
    for (QuorumRole role : QuorumRole.values()) {
      int least = smallestWhere(set -> isQuorum(role, set));
      boolean sizeDecides =
          IntStream.rangeClosed(0, all)
              .allMatch(set -> isQuorum(role, set) == Integer.bitCount(set) >= least);
      assertThat(system.thresholdSize(role))
          .as("%s: the size that decides %s quorums", system, role)
          .isEqualTo(sizeDecides ? OptionalInt.of(least) : OptionalInt.empty());
    }
  }

  /** {@code pick} gives a minimal quorum within what is available, or null exactly if none is. */
  public void picksMinimalQuorums() {
    for (QuorumRole role : QuorumRole.values()) {
      for (int available = 0; available <= all; available++) {
        for (long seed = 0; seed < 3; seed++) {
          picksMinimalQuorum(system, role, replicas(available), seed);
        }
      }
    }
  }

  /** Picks by many seeds spread the load as the best strategy does. */
  public void spreadsItsPicks() {
    int[] accesses = new int[n + 1];
    for (long seed = 0; seed < PICKS; seed++) {
      for (QuorumRole role : QuorumRole.values()) {
        ReplicaSet quorum = system.pick(role, replicas(all), seed);
        if (quorum == null) {
          throw new AssertionError(system + ": no " + role + " quorum among all replicas");
        }
        quorum.forEach(replica -> accesses[replica.number()]++);
      }
    }
    QuorumFigures figures = system.figures();
    assertThat(Arrays.stream(accesses).max().orElseThrow() / (2.0 * PICKS))
        .as("%s: share of the busiest replica in %d picks", system, 2 * PICKS)
        .isLessThanOrEqualTo(figures.load() + figures.error() + SAMPLING_ERROR);
  }

  /** c, IS and MT as defined. */
  public void figuresCountTheSets() {
    QuorumFigures figures = system.figures();
    int[] reads = minimal(QuorumRole.READ);
    int[] writes = minimal(QuorumRole.WRITE);
    assertThat(figures.smallestQuorum())
        .as("%s: c", system)
        .isEqualTo(smallestWhere(set -> isQuorum(QuorumRole.READ, set) || isWrite(set)));
    assertThat(figures.smallestIntersection())
        .as("%s: IS", system)
        .isEqualTo(
            Arrays.stream(writes)
                .flatMap(
                    write ->
                        IntStream.concat(Arrays.stream(reads), Arrays.stream(writes))
                            .map(other -> Integer.bitCount(write & other)))
                .min()
                .orElseThrow());
    assertThat(figures.smallestTransversal())
        .as("%s: MT", system)
        .isEqualTo(smallestWhere(set -> !isBoth(all & ~set)));
  }

  /** F_p as defined, by summing over all sets of replicas that may be up. */
  public void figuresGiveTheFailureProbability() {
    QuorumFigures figures = system.figures();
    for (double p : new double[] {0, 0.01, 0.2, 0.5, 0.9, 1}) {
      double failing =
          IntStream.rangeClosed(0, all)
              .filter(up -> !isBoth(up))
              .mapToDouble(up -> Math.pow(1 - p, bits(up)) * Math.pow(p, n - bits(up)))
              .sum();
      assertThat(figures.failureProbability().applyAsDouble(p))
          .as("%s: F_p for p=%s", system, p)
          .isCloseTo(failing, within(1e-9 + figures.error()));
    }
  }

  /**
   * L within bounds found independently, and L at least max(1/c, c/n) (Naor and Wool 1998), with
   * the intersection in place of 1 (Malkhi, Reiter and Wool 2000) and averaged over both roles.
   */
  public void figuresBoundTheLoad() {
    QuorumFigures figures = system.figures();
    double rounding = 1e-9 + figures.error();
    int[] reads = minimal(QuorumRole.READ);
    int[] writes = minimal(QuorumRole.WRITE);
    double read = smallestWhere(set -> isQuorum(QuorumRole.READ, set));
    double write = smallestWhere(this::isWrite);
    assertThat(figures.load() + rounding)
        .as("%s: L", system)
        .isGreaterThanOrEqualTo((read + write) / (2 * n))
        .isGreaterThanOrEqualTo(figures.smallestIntersection() / write);
    LoadBounds bounds = LoadBounds.of(n, reads, writes);
    assertThat(figures.load())
        .as("%s: L", system)
        .isBetween(bounds.lower() - rounding, bounds.upper() + rounding);
  }

  /** The check behind {@link #picksMinimalQuorums}, for systems of any size. */
  static void picksMinimalQuorum(
      QuorumSystem system, QuorumRole role, ReplicaSet available, long seed) {
    ReplicaSet quorum = system.pick(role, available, seed);
    assertThat(quorum != null)
        .as("%s: whether some %s quorum is picked in %s", system, role, available)
        .isEqualTo(system.isQuorum(role, available));
    if (quorum == null) {
      return;
    }
    assertThat(available.containsAll(quorum))
        .as("%s: the pick %s is within %s", system, quorum, available)
        .isTrue();
    assertThat(system.isQuorum(role, quorum))
        .as("%s: the pick %s is a %s quorum", system, quorum, role)
        .isTrue();
    for (ReplicaId replica : quorum) {
      assertThat(system.isQuorum(role, quorum.without(replica)))
          .as("%s: the pick %s is a %s quorum without %s too", system, quorum, role, replica)
          .isFalse();
    }
  }

  private boolean isQuorum(QuorumRole role, int set) {
    return system.isQuorum(role, replicas(set));
  }

  private boolean isWrite(int set) {
    return isQuorum(QuorumRole.WRITE, set);
  }

  private boolean isBoth(int set) {
    return isQuorum(QuorumRole.READ, set) && isWrite(set);
  }

  private int smallestWhere(IntPredicate condition) {
    return IntStream.rangeClosed(0, all)
        .filter(condition)
        .map(QuorumExam::bits)
        .min()
        .orElseThrow(() -> new AssertionError(system + " has no quorum at all"));
  }

  private int[] minimal(QuorumRole role) {
    return IntStream.rangeClosed(0, all)
        .filter(set -> isQuorum(role, set))
        .filter(
            set ->
                IntStream.range(0, n)
                    .filter(i -> (set & 1 << i) != 0)
                    .noneMatch(i -> isQuorum(role, set & ~(1 << i))))
        .toArray();
  }

  private static int bits(int set) {
    return Integer.bitCount(set);
  }

  private static ReplicaSet replicas(int set) {
    return ReplicaSet.of(
        IntStream.range(0, 32).filter(i -> (set & 1 << i) != 0).map(i -> i + 1).toArray());
  }
}
