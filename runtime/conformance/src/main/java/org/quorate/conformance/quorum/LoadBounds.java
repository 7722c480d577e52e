package org.quorate.conformance.quorum;

import java.util.Arrays;

/**
 * Bounds on the load of a small system, found without a linear program: multiplicative weights on
 * the game between who chooses quorums and who chooses the replica to watch (Freund and Schapire,
 * "Adaptive game playing using multiplicative weights", 1999). Both bounds hold by duality, however
 * short the play was; the length only brings them together.
 *
 * @param lower no strategy keeps the busiest replica below this
 * @param upper some strategy keeps the busiest replica at this
 */
record LoadBounds(double lower, double upper) {
  private static final int ROUNDS = 6000;

  /**
   * Plays the game.
   *
   * @param reads the minimal read quorums, replica {@code i+1} as bit {@code i}
   * @param writes the minimal write quorums, likewise
   */
  static LoadBounds of(int n, int[] reads, int[] writes) {
    double rate = Math.sqrt(8 * Math.log(n + 1) / ROUNDS);
    double[] accesses = new double[n];
    double[] watchedInAll = new double[n];
    for (int round = 0; round < ROUNDS; round++) {
      double[] watched = watching(accesses, rate);
      count(lightest(reads, watched), accesses);
      count(lightest(writes, watched), accesses);
      for (int i = 0; i < n; i++) {
        watchedInAll[i] += watched[i] / ROUNDS;
      }
    }
    double lower =
        (weight(lightest(reads, watchedInAll), watchedInAll)
                + weight(lightest(writes, watchedInAll), watchedInAll))
            / 2;
    double upper = Arrays.stream(accesses).max().orElseThrow() / ROUNDS;
    return new LoadBounds(lower, upper);
  }

  private static double[] watching(double[] accesses, double rate) {
    double most = Arrays.stream(accesses).max().orElseThrow();
    double[] weights =
        Arrays.stream(accesses).map(count -> Math.exp(rate * (count - most))).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }

  private static int lightest(int[] quorums, double[] weights) {
    int best = quorums[0];
    double least = Double.POSITIVE_INFINITY;
    for (int quorum : quorums) {
      double weight = weight(quorum, weights);
      if (weight < least) {
        least = weight;
        best = quorum;
      }
    }
    return best;
  }

  private static double weight(int quorum, double[] weights) {
    double sum = 0;
    for (int rest = quorum; rest != 0; rest &= rest - 1) {
      sum += weights[Integer.numberOfTrailingZeros(rest)];
    }
    return sum;
  }

  private static void count(int quorum, double[] accesses) {
    for (int rest = quorum; rest != 0; rest &= rest - 1) {
      accesses[Integer.numberOfTrailingZeros(rest)] += 0.5;
    }
  }
}
