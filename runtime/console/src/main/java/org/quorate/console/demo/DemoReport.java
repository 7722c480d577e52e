package org.quorate.console.demo;

import java.util.List;
import org.quorate.console.load.LoadReport;

/**
 * What a demonstration has shown.
 *
 * @param seconds how long the load ran
 * @param events what was done to the cluster, in order
 * @param samples one for each second of the load
 * @param claims each checked in this very run
 * @param historyFile where every operation is recorded
 */
public record DemoReport(
    String variant,
    int replicas,
    int faults,
    double seconds,
    LoadReport load,
    List<Event> events,
    List<Sample> samples,
    List<Claim> claims,
    String historyFile) {

  /**
   * Something that was done to the cluster.
   *
   * @param atSeconds since the load began, negative before
   */
  public record Event(double atSeconds, Kind kind, String what) {
    /** What it is, for the colour of its mark. */
    public enum Kind {
      PLAIN,
      ATTACK,
      FAULT,
      RECOVERY
    }
  }

  /** What completed within one second. */
  public record Sample(
      double atSeconds,
      long operations,
      double p50Millis,
      double p99Millis,
      double maxMillis,
      long failed) {}

  /**
   * A claim and what checking it has shown.
   *
   * @param evidence the figures or the counterexample
   */
  public record Claim(String claim, boolean held, String evidence) {}

  public DemoReport {
    events = List.copyOf(events);
    samples = List.copyOf(samples);
    claims = List.copyOf(claims);
  }

  /** Whether every claim held. */
  public boolean holds() {
    return claims.stream().allMatch(Claim::held);
  }

  /** For people; the figures first, then what was done, then the claims. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format("%s, n=%d, f=%d: a load of %.0f s%n", variant, replicas, faults, seconds));
    text.append(load.text()).append(System.lineSeparator());
    for (Event event : events) {
      text.append(String.format("%6.1f s  %s%n", event.atSeconds(), event.what()));
    }
    text.append(System.lineSeparator());
    for (Claim claim : claims) {
      text.append(
          String.format(
              "%s  %s%n        %s%n",
              claim.held() ? "HELD  " : "BROKEN", claim.claim(), claim.evidence()));
    }
    text.append(
        String.format(
            "%n%d of %d claims held; every operation is in %s%n",
            claims.stream().filter(Claim::held).count(), claims.size(), historyFile));
    return text.toString();
  }
}
