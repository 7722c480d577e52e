package org.quorate.simulator;

import java.util.List;
import java.util.Locale;

/**
 * What an exploration covered.
 *
 * @param states that were told apart
 * @param transitions from one to another
 * @param depth all runs of so many events were covered
 * @param complete whether there are no longer ones
 * @param problem what was violated; empty if nothing was
 * @param events the shortest way to it, an event each
 */
public record ExplorationReport(
    String protocol,
    String quorums,
    long states,
    long transitions,
    int depth,
    boolean complete,
    String problem,
    List<String> events,
    long elapsedMillis) {
  public ExplorationReport {
    events = List.copyOf(events);
  }

  public boolean holds() {
    return problem.isEmpty();
  }

  /** For people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s over %s: %,d states, %,d transitions in %.1f s; %s %d events%n",
            protocol,
            quorums,
            states,
            transitions,
            elapsedMillis / 1e3,
            complete
                ? "every order of events was tried, to the end: at most"
                : "every order was tried of the first",
            depth));
    if (holds()) {
      return text.append("no violation\n").toString();
    }
    text.append("VIOLATED: ").append(problem).append("\nby the shortest way to it:\n");
    events.forEach(event -> text.append("  ").append(event).append('\n'));
    return text.toString();
  }
}
