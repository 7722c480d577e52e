package org.quorate.api.quorum;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumConstruction.Specification;

/**
 * A quorum system whose quorums are written down, the same for reads and writes (a coterie: Garcia-
 * Molina and Barbara 1985): all that a system must tell follows from their list. For constructions
 * of few replicas, and for those whose author wants to write down quorums and nothing else.
 *
 * <p>Building it takes time and memory in proportion to 2^n. Immutable and thread-safe.
 */
public final class ExplicitQuorums implements QuorumSystem {
  /** The most replicas. */
  public static final int REPLICAS_MAX = 20;

  /** The most quorums. */
  public static final int QUORUMS_MAX = 10_000;

  private final String name;
  private final Specification specification;
  private final SetTable table;
  private final AccessStrategy strategy;
  private final QuorumFigures figures;

  private ExplicitQuorums(
      String name, Specification specification, SetTable table, int smallestIntersection) {
    this.name = name;
    this.specification = specification;
    this.table = table;
    strategy = new AccessStrategy(specification.replicas(), table.quorums());
    figures =
        new QuorumFigures(
            table.smallestQuorum(),
            smallestIntersection,
            table.smallestTransversal(),
            strategy.load(),
            strategy.error(),
            table::failureProbability);
  }

  /**
   * Checks that the quorums are what is asked for.
   *
   * @param name of the construction, for errors and people
   * @param specification what is asked for; its options are not looked at
   * @param quorums at most {@link #QUORUMS_MAX} sets of the replicas 1 to n; one that contains
   *     another is left out
   * @throws ImpossibleConfigurationException if n is more than {@link #REPLICAS_MAX}, two of the
   *     quorums share too few replicas, or some f replicas hit all of them
   */
  public static ExplicitQuorums of(
      String name, Specification specification, Collection<ReplicaSet> quorums) {
    int n = specification.replicas();
    String system = name + "(n=" + n + ", f=" + specification.faults() + ")";
    if (n > REPLICAS_MAX || quorums.isEmpty() || quorums.size() > QUORUMS_MAX) {
      throw new ImpossibleConfigurationException(
          "%s: systems of at most %d replicas can be written down, as 1 to %d quorums, not %d"
              .formatted(system, REPLICAS_MAX, QUORUMS_MAX, quorums.size()));
    }
    for (ReplicaSet quorum : quorums) {
      if (!ReplicaSet.firstOf(n).containsAll(quorum)) {
        throw new IllegalArgumentException(
            system + ": " + quorum + " has replicas that are not there");
      }
    }
    SetTable table = new SetTable(n, quorums.stream().mapToInt(ExplicitQuorums::bits).toArray());
    int shared = sharedByAnyTwo(system, specification, table.quorums());
    if (table.smallestTransversal() <= specification.faults()) {
      throw new ImpossibleConfigurationException(
          "%s: some quorum must be free of any %d faulty replica(s), and %d can hit all quorums; use f <= %d"
              .formatted(
                  system,
                  specification.faults(),
                  table.smallestTransversal(),
                  table.smallestTransversal() - 1));
    }
    return new ExplicitQuorums(name, specification, table, shared);
  }

  /** The fewest, which must be enough. */
  private static int sharedByAnyTwo(String system, Specification specification, int[] quorums) {
    int required = specification.kind().intersectionRequired(specification.faults());
    int fewest = Integer.MAX_VALUE;
    for (int first : quorums) {
      for (int second : quorums) {
        int shared = Integer.bitCount(first & second);
        if (shared < required) {
          throw new ImpossibleConfigurationException(
              "%s: two %s quorums must share %d replica(s), and %s and %s share %d; use larger quorums or a smaller f"
                  .formatted(
                      system,
                      specification.kind().name().toLowerCase(Locale.ROOT),
                      required,
                      set(first),
                      set(second),
                      shared));
        }
        fewest = Math.min(fewest, shared);
      }
    }
    return fewest;
  }

  @Override
  public int replicas() {
    return specification.replicas();
  }

  @Override
  public int faults() {
    return specification.faults();
  }

  @Override
  public QuorumKind kind() {
    return specification.kind();
  }

  /** The minimal ones. */
  public List<ReplicaSet> quorums() {
    return IntStream.of(table.quorums()).mapToObj(ExplicitQuorums::set).toList();
  }

  @Override
  public boolean isQuorum(QuorumRole role, ReplicaSet members) {
    return table.containsQuorum(bits(members.intersection(ReplicaSet.firstOf(replicas()))));
  }

  @Override
  public @Nullable ReplicaSet pick(QuorumRole role, ReplicaSet available, long seed) {
    int within = bits(available.intersection(ReplicaSet.firstOf(replicas())));
    int chosen = strategy.choose(quorum -> (quorum & ~within) == 0, seed);
    return chosen == 0 ? null : set(chosen);
  }

  @Override
  public OptionalInt thresholdSize(QuorumRole role) {
    return table.isThreshold() ? OptionalInt.of(table.smallestQuorum()) : OptionalInt.empty();
  }

  @Override
  public QuorumFigures figures() {
    return figures;
  }

  @Override
  public String toString() {
    return "%s(n=%d, f=%d, %d quorums)"
        .formatted(name, replicas(), faults(), table.quorums().length);
  }

  private static int bits(ReplicaSet replicas) {
    int bits = 0;
    for (ReplicaId replica : replicas) {
      bits |= 1 << (replica.number() - 1);
    }
    return bits;
  }

  private static ReplicaSet set(int bits) {
    return ReplicaSet.copyOf(
        IntStream.range(0, REPLICAS_MAX)
            .filter(i -> (bits >> i & 1) != 0)
            .mapToObj(i -> new ReplicaId(i + 1))
            .toList());
  }
}
