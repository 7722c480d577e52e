package org.quorate.quorum.weighted;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Replicas with votes, by their votes; those of one class are alike. A quorum is given by how many
 * it has of each class.
 */
final class VoteClasses {
  private final int[] votes;
  private final int[] sizes;

  VoteClasses(int[] votesOfReplicas) {
    votes = Arrays.stream(votesOfReplicas).filter(own -> own > 0).distinct().sorted().toArray();
    sizes = new int[votes.length];
    for (int own : votesOfReplicas) {
      if (own > 0) {
        sizes[classOf(own)]++;
      }
    }
  }

  int count() {
    return votes.length;
  }

  int size(int index) {
    return sizes[index];
  }

  /** A replica of each class weighing as much as it has votes. */
  double[] byVotes() {
    return Arrays.stream(votes).asDoubleStream().toArray();
  }

  double weightOfAll(double[] weights) {
    return weight(sizes, weights);
  }

  /** The class of replicas with {@code own} votes, or a negative number if there is none. */
  int classOf(int own) {
    return Arrays.binarySearch(votes, own);
  }

  /** How long {@link #lightest} takes, in steps. */
  long steps(int threshold) {
    return Arrays.stream(sizes).asLongStream().sum() * threshold;
  }

  /**
   * The minimal set with {@code threshold} votes that weighs least, when a replica of class {@code
   * j} weighs {@code weights[j]}; by dynamic programming over the votes that are still needed.
   */
  int[] lightest(int threshold, double[] weights) {
    double[] least = new double[threshold + 1];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    least[0] = 0;
    int[][] taken = new int[count()][threshold + 1];
    for (int j = 0; j < count(); j++) {
      double[] next = new double[threshold + 1];
      for (int needed = 0; needed <= threshold; needed++) {
        next[needed] = Double.POSITIVE_INFINITY;
        for (int c = 0; c <= sizes[j]; c++) {
          double weight = least[Math.max(0, needed - c * votes[j])] + c * weights[j];
          if (weight < next[needed]) {
            next[needed] = weight;
            taken[j][needed] = c;
          }
          if (c * votes[j] >= needed) {
            break;
          }
        }
      }
      least = next;
    }
    int[] counts = new int[count()];
    int needed = threshold;
    for (int j = count() - 1; j >= 0; j--) {
      counts[j] = taken[j][needed];
      needed = Math.max(0, needed - counts[j] * votes[j]);
    }
    return minimal(counts, threshold);
  }

  private int[] minimal(int[] counts, int threshold) {
    int spare = IntStream.range(0, count()).map(j -> counts[j] * votes[j]).sum() - threshold;
    int[] fewer = counts.clone();
    for (int j = 0; j < count(); j++) {
      int dropped = Math.min(fewer[j], spare / votes[j]);
      fewer[j] -= dropped;
      spare -= dropped * votes[j];
    }
    return fewer;
  }

  /** What a set weighs. */
  static double weight(int[] counts, double[] weights) {
    return IntStream.range(0, counts.length).mapToDouble(j -> counts[j] * weights[j]).sum();
  }
}
