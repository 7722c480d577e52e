package org.quorate.console.swap;

import java.util.Map;
import org.quorate.console.load.LoadReport;
import org.quorate.console.load.LoadReport.Latencies;
import org.quorate.host.wire.Resources;

/**
 * What many exchanges came to.
 *
 * @param swaps that all replicas and the clients followed
 * @param seconds that all of them took
 * @param load of all the time
 * @param quiet the latencies of operations while a provider served without an exchange, by provider
 * @param swapping the latencies of operations that ended while exchanges went on
 * @param history the verdict on the history of the load
 * @param isLinearizable whether it is
 * @param early what the processes held after the first exchanges
 * @param late what they held after the last
 * @param warmUpOperations of the load before all that
 * @param heapGrowth by how many bytes the heap of any process grew for each of the last of them, at
 *     the most: what is remembered of operations, up to a bound
 */
public record SwapReport(
    int swaps,
    double seconds,
    LoadReport load,
    Map<String, Latencies> quiet,
    Latencies swapping,
    String history,
    boolean isLinearizable,
    Map<String, Resources> early,
    Map<String, Resources> late,
    long warmUpOperations,
    double heapGrowth) {
  /**
   * Less than this is no growth: what is remembered of an operation takes several times as much,
   * and what a collection leaves differs by less from one time to the next.
   */
  static final double STEADY_BYTES = 200;

  /** Whether nothing was lost. */
  public boolean holds() {
    return load.failed() == 0 && isLinearizable;
  }

  /** The p99 of the slowest provider by itself, in microseconds. */
  public long quietP99Micros() {
    return quiet.values().stream().mapToLong(Latencies::p99Micros).max().orElse(0);
  }

  /** For people; a line for each thing there is to say. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%,d exchanges in %.1f s, under %,d operations; failed: %,d%n",
            swaps, seconds, load.operations(), load.failed()));
    text.append(
        String.format(
            "  warm-up: %,d operations, %s%n",
            warmUpOperations,
            heapGrowth <= STEADY_BYTES
                ? "until the heaps were steady"
                : String.format(
                    "and a heap grew still, by %.0f B for each of the last", heapGrowth)));
    quiet.forEach(
        (provider, latencies) ->
            text.append(String.format("  %s alone: %s%n", provider, latencies.text())));
    text.append(String.format("  while exchanged: %s%n", swapping.text()));
    text.append(
        String.format(
            "  the longest operation took %.1f times the p99 of the slowest provider alone%n",
            (double) swapping.maxMicros() / Math.max(1, quietP99Micros())));
    text.append(history).append(System.lineSeparator());
    late.forEach(
        (process, now) -> {
          Resources then = early.getOrDefault(process, now);
          text.append(
              String.format(
                  "  %s: classes %,d -> %,d, threads %d -> %d, open files %d -> %d,"
                      + " mapped files %d -> %d, heap %.1f -> %.1f MB%n",
                  process,
                  then.classes(),
                  now.classes(),
                  then.threads(),
                  now.threads(),
                  then.openFiles(),
                  now.openFiles(),
                  then.nativeMaps(),
                  now.nativeMaps(),
                  then.heapBytes() / 1e6,
                  now.heapBytes() / 1e6));
        });
    return text.toString();
  }
}
