package org.quorate.console.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.quorate.console.load.LoadReport;

/**
 * What the rounds of one variant came to. Of latencies, round trips and CPU time the median over
 * the rounds is given.
 *
 * @param throughput completed operations a second
 * @param ratio of the throughput to the first variant's, round by round
 * @param failed operations, in all rounds together
 * @param writeRoundTrips of a write
 * @param replicaCpuMillis of all replicas together, an operation
 * @param clientCpuMillis of the clients, an operation
 * @param readP99Ratio of the reads' p99 to the first variant's, round by round
 * @param writeP99Ratio of the writes' p99 to the first variant's, round by round
 * @param floodedPerSecond requests of a flood that all replicas together took up a second
 */
record Figures(
    String label,
    Spread throughput,
    Spread ratio,
    long failed,
    double readP50Millis,
    double readP99Millis,
    double writeP50Millis,
    double writeP99Millis,
    double writeRoundTrips,
    double replicaCpuMillis,
    double clientCpuMillis,
    Spread readP99Ratio,
    Spread writeP99Ratio,
    double floodedPerSecond) {

  /** The figures of the variant {@code label}; {@code reference} are the first one's rounds. */
  static Figures of(String label, List<Round> rounds, List<Round> reference) {
    return new Figures(
        label,
        spread(rounds, round -> round.load().throughput()),
        ratio(rounds, reference, round -> round.load().throughput()),
        rounds.stream().mapToLong(round -> round.load().failed()).sum(),
        median(rounds, round -> millis(reads(round).p50Micros())),
        median(rounds, round -> millis(reads(round).p99Micros())),
        median(rounds, round -> millis(writes(round).p50Micros())),
        median(rounds, round -> millis(writes(round).p99Micros())),
        median(rounds, round -> round.load().writeRoundTrips()),
        median(rounds, Round::replicaCpuMillisPerOperation),
        median(rounds, Round::clientCpuMillisPerOperation),
        ratio(rounds, reference, round -> reads(round).p99Micros()),
        ratio(rounds, reference, round -> writes(round).p99Micros()),
        median(rounds, Round::floodedPerSecond));
  }

  private static Spread ratio(
      List<Round> rounds, List<Round> reference, ToDoubleFunction<Round> figure) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < rounds.size(); i++) {
      ratios.add(figure.applyAsDouble(rounds.get(i)) / figure.applyAsDouble(reference.get(i)));
    }
    return Spread.of(ratios);
  }

  private static LoadReport.Latencies reads(Round round) {
    return round.load().reads();
  }

  private static LoadReport.Latencies writes(Round round) {
    return round.load().writes();
  }

  private static double millis(long micros) {
    return micros / 1e3;
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return spread(rounds, figure).median();
  }

  private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
  }
}
