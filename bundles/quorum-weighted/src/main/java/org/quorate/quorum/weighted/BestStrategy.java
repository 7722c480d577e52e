package org.quorate.quorum.weighted;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.quorate.api.quorum.QuorumRole;

/**
 * The strategy of least load, for reads and writes half and half (Naor and Wool 1998, section 3).
 *
 * <p>The linear program: use pairs of a read and a write quorum as often as can be while no replica
 * is used more than once a unit of time. Replicas with equal votes are alike, so there is a row for
 * each of the {@link VoteClasses} (averaging a strategy over such replicas never raises the load),
 * and columns are generated when the simplex method asks for them (Gilmore and Gomory 1961): by the
 * dual prices of the replicas, {@link VoteClasses#lightest} finds the cheapest pair.
 *
 * <p>Nothing rests on rounding: the load is that of the strategy found, and whatever the prices,
 * the cheapest pair's is a lower bound on every strategy's (weak duality). Their difference is the
 * stated error. (A simplex method from a library, tried first, called a quarter of random systems
 * with 25 and more classes unbounded.)
 */
final class BestStrategy {
  /** Bounds on the load closer than this count as one. */
  private static final double ROUNDING = 1e-9;

  /** The most work, in steps of {@link VoteClasses#lightest}: about a second. */
  private static final long STEPS_MAX = 300_000_000;

  private static final int PIVOTS_MAX = 2000;

  private final VoteClasses classes;
  private final int rows;

  /** For each row the pair that is used, or null for the slack of the row that was there first. */
  private final @Nullable Pair[] basis;

  /** How often each row's pair is used, or how much slack there is. */
  private final double[] amounts;

  private final double[][] inverse;
  private final double load;
  private final double error;

  /** A read and a write quorum, by how many replicas of each class they have. */
  private static final class Pair {
    private final int[] read;
    private final int[] write;

    Pair(int[] read, int[] write) {
      this.read = read;
      this.write = write;
    }
  }

  BestStrategy(int[] votes, int read, int write) {
    classes = new VoteClasses(votes);
    rows = classes.count();
    basis = new Pair[rows];
    amounts = new double[rows];
    Arrays.fill(amounts, 1);
    inverse = new double[rows][rows];
    IntStream.range(0, rows).forEach(j -> inverse[j][j] = 1);
    long steps = classes.steps(read) + classes.steps(write);
    double lower = 0;
    double reached = Double.POSITIVE_INFINITY;
    boolean done = false;
    for (long left = Math.min(PIVOTS_MAX, 1 + STEPS_MAX / steps); left > 0 && !done; left--) {
      double[] prices = prices();
      int cheapestRow = IntStream.range(0, rows).reduce(0, (a, b) -> prices[b] < prices[a] ? b : a);
      if (prices[cheapestRow] < -ROUNDING) {
        double[] slack = new double[rows];
        slack[cheapestRow] = 1;
        done = !enter(null, slack);
      } else {
        double[] weights = weights(prices);
        Pair pair = new Pair(classes.lightest(read, weights), classes.lightest(write, weights));
        double lightest =
            VoteClasses.weight(pair.read, weights) + VoteClasses.weight(pair.write, weights);
        lower = Math.max(lower, lightest / 2 / classes.weightOfAll(weights));
        done = reached - lower <= ROUNDING || !enter(pair, accesses(pair));
      }
      reached = busiest();
    }
    load = reached;
    error = load - lower > ROUNDING ? load - lower : 0;
  }

  /** What a unit of each row is worth in the present basis. */
  private double[] prices() {
    double[] prices = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < rows && basis[i] != null; j++) {
        prices[j] += inverse[i][j];
      }
    }
    return prices;
  }

  /** What a replica of each class weighs by the prices; its votes while nothing is used. */
  private double[] weights(double[] prices) {
    double[] weights = new double[rows];
    double sum = 0;
    for (int j = 0; j < rows; j++) {
      weights[j] = Math.max(0, prices[j]) / classes.size(j);
      sum += weights[j];
    }
    return sum > 0 ? weights : classes.byVotes();
  }

  /** How often a use of {@code pair} accesses a replica of each class, on average. */
  private double[] accesses(Pair pair) {
    return IntStream.range(0, rows)
        .mapToDouble(j -> (pair.read[j] + pair.write[j]) / 2.0 / classes.size(j))
        .toArray();
  }

  /**
   * Brings a pair, or the slack that null stands for, into the basis: one step of the method.
   *
   * @return whether there was a place for it; where rounding leaves none, nothing changes
   */
  private boolean enter(@Nullable Pair pair, double[] column) {
    double[] direction = new double[rows];
    int leaving = -1;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < rows; j++) {
        direction[i] += inverse[i][j] * column[j];
      }
      if (direction[i] > ROUNDING
          && (leaving < 0 || amounts[i] * direction[leaving] < amounts[leaving] * direction[i])) {
        leaving = i;
      }
    }
    if (leaving < 0) {
      return false;
    }
    basis[leaving] = pair;
    double amount = amounts[leaving] / direction[leaving];
    double[] row = inverse[leaving];
    for (int j = 0; j < rows; j++) {
      row[j] /= direction[leaving];
    }
    for (int i = 0; i < rows; i++) {
      if (i != leaving) {
        amounts[i] = Math.max(0, amounts[i] - direction[i] * amount);
        for (int j = 0; j < rows; j++) {
          inverse[i][j] -= direction[i] * row[j];
        }
      }
    }
    amounts[leaving] = amount;
    return true;
  }

  /** How often the busiest replica is accessed in an operation, by the present basis. */
  private double busiest() {
    double[] accesses = new double[rows];
    double operations = 0;
    for (int i = 0; i < rows; i++) {
      Pair pair = basis[i];
      if (pair != null) {
        operations += amounts[i];
        double[] once = accesses(pair);
        for (int j = 0; j < rows; j++) {
          accesses[j] += amounts[i] * once[j];
        }
      }
    }
    return Arrays.stream(accesses).max().orElseThrow() / operations;
  }

  /** The class of a replica with {@code votes}, or a negative number if it has none. */
  int classOf(int votes) {
    return classes.classOf(votes);
  }

  /** How many replicas of each class to take, drawn by this strategy. */
  int[] draw(QuorumRole role, SplittableRandom random) {
    double rest =
        random.nextDouble()
            * IntStream.range(0, rows)
                .filter(i -> basis[i] != null)
                .mapToDouble(i -> amounts[i])
                .sum();
    int[] drawn = new int[rows];
    for (int i = 0; i < rows && rest >= 0; i++) {
      Pair pair = basis[i];
      if (pair != null) {
        rest -= amounts[i];
        drawn = (role == QuorumRole.READ ? pair.read : pair.write).clone();
      }
    }
    return drawn;
  }

  double load() {
    return load;
  }

  double error() {
    return error;
  }
}
