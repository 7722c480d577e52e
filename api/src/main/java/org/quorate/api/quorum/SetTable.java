package org.quorate.api.quorum;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * For each set of replicas whether it contains a quorum; replica {@code i+1} is bit {@code i} of a
 * set. A bit for each of the 2^n sets.
 */
final class SetTable {
  private final int n;
  private final int[] quorums;
  private final BitSet containing;
  private final long[] withoutQuorum;

  /** Whatever order and repetitions {@code sets} have, and if some contain others. */
  SetTable(int n, int[] sets) {
    this.n = n;
    containing = new BitSet(1 << n);
    Arrays.stream(sets).forEach(containing::set);
    for (int replica = 1; replica < 1 << n; replica <<= 1) {
      for (int set = 0; set < 1 << n; set++) {
        if ((set & replica) != 0 && containing.get(set & ~replica)) {
          containing.set(set);
        }
      }
    }
    quorums = Arrays.stream(sets).distinct().sorted().filter(this::isMinimal).toArray();
    withoutQuorum = new long[n + 1];
    for (int set = containing.nextClearBit(0);
        set < 1 << n;
        set = containing.nextClearBit(set + 1)) {
      withoutQuorum[Integer.bitCount(set)]++;
    }
  }

  private boolean isMinimal(int set) {
    return IntStream.range(0, n)
        .map(i -> 1 << i)
        .filter(replica -> (set & replica) != 0)
        .noneMatch(replica -> containing.get(set & ~replica));
  }

  boolean containsQuorum(int set) {
    return containing.get(set);
  }

  /** The minimal ones. */
  int[] quorums() {
    return quorums;
  }

  int smallestQuorum() {
    return Arrays.stream(quorums).map(Integer::bitCount).min().orElseThrow();
  }

  /** The smallest set that hits all quorums has the largest one that contains none for a rest. */
  int smallestTransversal() {
    return n - largestWithoutQuorum();
  }

  /** Whether size alone decides what contains a quorum. */
  boolean isThreshold() {
    return largestWithoutQuorum() < smallestQuorum();
  }

  private int largestWithoutQuorum() {
    return IntStream.rangeClosed(0, n).filter(size -> withoutQuorum[size] > 0).max().orElse(-1);
  }

  /** The chance that no quorum is up, each replica being down with the chance {@code down}. */
  double failureProbability(double down) {
    if (!(down >= 0 && down <= 1)) {
      throw new IllegalArgumentException("a probability is 0 to 1, not " + down);
    }
    return IntStream.rangeClosed(0, n)
        .mapToDouble(up -> withoutQuorum[up] * Math.pow(1 - down, up) * Math.pow(down, n - up))
        .sum();
  }
}
