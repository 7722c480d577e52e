package org.quorate.console.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a comparison has shown, and by which method.
 *
 * @param method how it was measured, a line each
 * @param figures of each variant, the one that ratios refer to first
 * @param rounds all of them, in the order in which they were run
 */
public record BenchReport(List<String> method, List<Figures> figures, List<Round> rounds) {
  private static final String ROW = "%-22s %-24s %-24s %-15s %-15s %-7s %s%n";

  public BenchReport {
    method = List.copyOf(method);
    figures = List.copyOf(figures);
    rounds = List.copyOf(rounds);
  }

  /** The report of {@code rounds}, in which each of {@code labels} occurs equally often. */
  static BenchReport of(List<String> method, List<String> labels, List<Round> rounds) {
    List<Figures> figures = new ArrayList<>();
    for (String label : labels) {
      figures.add(Figures.of(label, roundsOf(label, rounds), roundsOf(labels.get(0), rounds)));
    }
    return new BenchReport(method, figures, rounds);
  }

  private static List<Round> roundsOf(String label, List<Round> rounds) {
    return rounds.stream().filter(round -> round.label().equals(label)).toList();
  }

  /**
   * Whether these figures count: every history was correct, no operation failed, and each round has
   * seen some.
   */
  public boolean holds() {
    return rounds.stream()
        .allMatch(
            round ->
                round.isCorrect() && round.load().failed() == 0 && round.load().operations() > 0);
  }

  /** For people: the method, a row for each variant, and what the checker says. */
  public String text() {
    StringBuilder text = new StringBuilder();
    method.forEach(line -> text.append(line).append(System.lineSeparator()));
    text.append(System.lineSeparator());
    text.append(
        String.format(
            ROW,
            "",
            "operations a second",
            "ratio to the first",
            "write, ms",
            "read, ms",
            "trips",
            "CPU, ms an operation"));
    text.append(
        String.format(
            ROW,
            "",
            "median (min to max)",
            "median (min to max)",
            "p50 / p99",
            "p50 / p99",
            "a write",
            "replicas + clients"));
    figures.forEach(one -> text.append(row(one)));
    text.append(System.lineSeparator());
    if (figures.stream().anyMatch(one -> one.floodedPerSecond() > 0)) {
      // A flood that is held back altogether is one all the same.
      figures.stream().skip(1).forEach(one -> text.append(flood(one)));
    }
    text.append(verdict());
    return text.toString();
  }

  private static String row(Figures one) {
    return String.format(
        Locale.ROOT,
        ROW,
        one.label(),
        one.throughput().text("%,.0f"),
        one.ratio().text("%.2f"),
        String.format(Locale.ROOT, "%.1f / %.1f", one.writeP50Millis(), one.writeP99Millis()),
        String.format(Locale.ROOT, "%.1f / %.1f", one.readP50Millis(), one.readP99Millis()),
        String.format(Locale.ROOT, "%.2f", one.writeRoundTrips()),
        String.format(Locale.ROOT, "%.2f + %.2f", one.replicaCpuMillis(), one.clientCpuMillis()));
  }

  private static String flood(Figures one) {
    return String.format(
        Locale.ROOT,
        "%s: p99 of writes %s times, of reads %s times; %,.0f requests of the flood taken up a"
            + " second%n",
        one.label(),
        one.writeP99Ratio().text("%.2f"),
        one.readP99Ratio().text("%.2f"),
        one.floodedPerSecond());
  }

  private String verdict() {
    long operations = rounds.stream().mapToLong(round -> round.load().operations()).sum();
    long failed = figures.stream().mapToLong(Figures::failed).sum();
    long correct = rounds.stream().filter(Round::isCorrect).count();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "checked: %d of %d histories are what their variant promises; %,d operations, %,d"
                + " failed%n",
            correct,
            rounds.size(),
            operations,
            failed));
    for (Round round : rounds) {
      if (!round.isCorrect()) {
        text.append(
            String.format("round %d of %s: %s%n", round.number(), round.label(), round.check()));
      }
      round
          .load()
          .failures()
          .forEach(
              (reason, count) ->
                  text.append(
                      String.format(
                          Locale.ROOT,
                          "round %d of %s: %,d times %s%n",
                          round.number(),
                          round.label(),
                          count,
                          reason)));
    }
    if (!holds()) {
      text.append(String.format("THESE FIGURES DO NOT COUNT%n"));
    }
    return text.toString();
  }
}
