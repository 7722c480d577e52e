package org.quorate.api.quorum;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How often to use each quorum, so that the busiest replica has little to do (Naor and Wool 1998,
 * section 3).
 *
 * <p>If all quorums equally often load the busiest replica no more than any strategy must, that is
 * it. Otherwise one is found by multiplicative weights (Freund and Schapire 1999): in each round
 * the quorum that is lightest for those who watch the replicas that were busiest so far. What the
 * watchers' average gives is a bound from below, so how far the load may be off is known.
 */
final class AccessStrategy {
  private static final int ROUNDS = 20_000;
  private static final double ROUNDING = 1e-12;

  private final int n;
  private final int[] quorums;
  private final double[] shares;
  private final double lower;

  AccessStrategy(int n, int[] quorums) {
    this.n = n;
    this.quorums = quorums.clone();
    shares = new double[quorums.length];
    Arrays.fill(shares, 1.0 / quorums.length);
    double least = (double) Arrays.stream(quorums).map(Integer::bitCount).min().orElseThrow() / n;
    lower = load() <= least + ROUNDING ? load() : Math.max(least, play());
  }

  /** Finds {@link #shares}; the result is a load that no strategy is below. */
  private double play() {
    double rate = Math.sqrt(8 * Math.log(n + 1) / ROUNDS);
    int[] uses = new int[quorums.length];
    double[] accesses = new double[n];
    double[] watchedInAll = new double[n];
    for (int round = 0; round < ROUNDS; round++) {
      double most = Arrays.stream(accesses).max().orElseThrow();
      double[] watched =
          Arrays.stream(accesses).map(count -> Math.exp(rate * (count - most))).toArray();
      double sum = Arrays.stream(watched).sum();
      int used = lightest(watched);
      uses[used]++;
      for (int i = 0; i < n; i++) {
        accesses[i] += quorums[used] >> i & 1;
        watchedInAll[i] += watched[i] / sum / ROUNDS;
      }
    }
    Arrays.setAll(shares, quorum -> (double) uses[quorum] / ROUNDS);
    return weight(quorums[lightest(watchedInAll)], watchedInAll);
  }

  private int lightest(double[] weights) {
    return IntStream.range(0, quorums.length)
        .reduce((a, b) -> weight(quorums[b], weights) < weight(quorums[a], weights) ? b : a)
        .orElseThrow();
  }

  private static double weight(int quorum, double[] weights) {
    double sum = 0;
    for (int rest = quorum; rest != 0; rest &= rest - 1) {
      sum += weights[Integer.numberOfTrailingZeros(rest)];
    }
    return sum;
  }

  /** The share of all uses that the busiest replica has. */
  double load() {
    return IntStream.range(0, n)
        .mapToDouble(
            i ->
                IntStream.range(0, quorums.length)
                    .mapToDouble(quorum -> (quorums[quorum] >> i & 1) * shares[quorum])
                    .sum())
        .max()
        .orElseThrow();
  }

  /** How much lower the load of a better strategy might be; 0 if this one is the best. */
  double error() {
    return Math.max(0, load() - lower);
  }

  /** One of those that are {@code eligible}, as often as its share among them; 0 if none is. */
  int choose(IntPredicate eligible, long seed) {
    int[] choice =
        IntStream.range(0, quorums.length).filter(i -> eligible.test(quorums[i])).toArray();
    if (choice.length == 0) {
      return 0;
    }
    double left =
        new SplittableRandom(seed).nextDouble()
            * Arrays.stream(choice).mapToDouble(i -> shares[i]).sum();
    for (int i : choice) {
      left -= shares[i];
      if (left < 0) {
        return quorums[i];
      }
    }
    return quorums[choice[choice.length - 1]];
  }
}
