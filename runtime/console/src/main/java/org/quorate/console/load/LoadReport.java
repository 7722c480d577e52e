package org.quorate.console.load;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a load came to.
 *
 * @param writeRoundTrips of a write, on average; 0 if none completed
 * @param failures by reason
 * @param misbehaviour that clients noticed: by replica and what it did, how often
 */
public record LoadReport(
    double seconds,
    Latencies reads,
    Latencies writes,
    double writeRoundTrips,
    Map<String, Long> failures,
    Map<String, Long> misbehaviour) {

  /** Of a load that did nothing. */
  public static final LoadReport NONE =
      new LoadReport(0, Latencies.NONE, Latencies.NONE, 0, Map.of(), Map.of());

  /** Completed operations of one kind; latencies in microseconds. */
  public record Latencies(
      long operations,
      long p50Micros,
      long p90Micros,
      long p99Micros,
      long p999Micros,
      long maxMicros) {
    /** Of no operation. */
    public static final Latencies NONE = new Latencies(0, 0, 0, 0, 0, 0);

    static Latencies of(Histogram nanos) {
      return new Latencies(
          nanos.getTotalCount(),
          nanos.getValueAtPercentile(50) / 1000,
          nanos.getValueAtPercentile(90) / 1000,
          nanos.getValueAtPercentile(99) / 1000,
          nanos.getValueAtPercentile(99.9) / 1000,
          nanos.getMaxValue() / 1000);
    }

    /** For people, in one line. */
    public String text() {
      return operations == 0
          ? "none"
          : String.format(
              "%,d; p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, max %.1f ms",
              operations,
              p50Micros / 1e3,
              p90Micros / 1e3,
              p99Micros / 1e3,
              p999Micros / 1e3,
              maxMicros / 1e3);
    }
  }

  public long operations() {
    return reads.operations() + writes.operations();
  }

  /** Completed operations a second. */
  public double throughput() {
    return seconds == 0 ? 0 : operations() / seconds;
  }

  public long failed() {
    return failures.values().stream().mapToLong(Long::longValue).sum();
  }

  /** For people; a line for each thing there is to say. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%,d operations in %.1f s: %,.0f a second%n", operations(), seconds, throughput()));
    text.append("reads:  ").append(reads.text()).append(System.lineSeparator());
    text.append("writes: ").append(writes.text());
    text.append(
        writes.operations() == 0
            ? String.format("%n")
            : String.format("; %.2f round trips on average%n", writeRoundTrips));
    text.append("failed: ").append(failed()).append(System.lineSeparator());
    failures.forEach(
        (reason, count) -> text.append(String.format("  %,d times: %s%n", count, reason)));
    return text.append(Complaints.text(misbehaviour)).toString();
  }
}
