package org.quorate.quorum.weighted;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.OptionalInt;

/** Exact figures of sets with enough votes, in time proportional to replicas times votes. */
final class VoteFigures {
  private final int[] descending;
  private final int total;

  VoteFigures(int[] votes) {
    int n = votes.length;
    int[] ascending = votes.clone();
    Arrays.sort(ascending);
    descending = new int[n];
    for (int i = 0; i < n; i++) {
      descending[i] = ascending[n - 1 - i];
    }
    total = Arrays.stream(votes).sum();
  }

  /** The fewest replicas that have {@code threshold} votes together. */
  int fewestWith(int threshold) {
    int count = 0;
    for (int sum = 0; sum < threshold; sum += descending[count++]) {}
    return count;
  }

  /** The fewest replicas without which there are not {@code threshold} votes. */
  int fewestWithout(int threshold) {
    return fewestWith(total - threshold + 1);
  }

  /** The size above which every set has {@code threshold} votes and below which none has. */
  OptionalInt sizeThatDecides(int threshold) {
    int size = fewestWith(threshold);
    int lightest = Arrays.stream(descending, descending.length - size, descending.length).sum();
    return lightest >= threshold ? OptionalInt.of(size) : OptionalInt.empty();
  }

  /**
   * The fewest replicas shared by a set with {@code first} and a set with {@code second} votes.
   *
   * <p>Exchanging a shared replica for a heavier one that is not shared keeps one set's votes and
   * adds to the other's, so only the heaviest replicas need be considered as the shared ones. The
   * rest must then be divided between the two sets: a question about the sums of its subsets.
   */
  int smallestIntersection(int first, int second) {
    int shared = descending.length;
    int rest = 0;
    BigInteger sumsOfRest = BigInteger.ONE;
    while (shared > 0) {
      rest += descending[shared - 1];
      sumsOfRest = sumsOfRest.or(sumsOfRest.shiftLeft(descending[shared - 1]));
      int least = Math.max(0, first - (total - rest));
      int most = Math.min(rest, total - second);
      if (!hasSumBetween(sumsOfRest, least, most)) {
        return shared;
      }
      shared--;
    }
    return 0;
  }

  private static boolean hasSumBetween(BigInteger sums, int least, int most) {
    BigInteger from = sums.shiftRight(least);
    return from.signum() != 0 && least + from.getLowestSetBit() <= most;
  }

  /** The chance of less than {@code threshold} votes, each replica down with probability p. */
  double probabilityOfLessThan(int threshold, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("a probability is 0 to 1, not " + p);
    }
    // votesUp[v] is the chance that the replicas looked at so far have v votes up.
    double[] votesUp = new double[total + 1];
    votesUp[0] = 1;
    int seen = 0;
    for (int own : descending) {
      seen += own;
      for (int v = seen; v >= 0; v--) {
        votesUp[v] = votesUp[v] * p + (v >= own ? votesUp[v - own] * (1 - p) : 0);
      }
    }
    return Math.min(1, Arrays.stream(votesUp, 0, threshold).sum());
  }
}
