package org.quorate.conformance.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.quorate.conformance.history.History;
import org.quorate.conformance.history.Report;
import org.quorate.conformance.lab.Trace;

/**
 * What came of a run.
 *
 * @param seen what the correct clients saw
 * @param history what the check of that found
 * @param invariants the violations of invariants
 * @param others what else was not as promised: operations that failed, that took more round trips
 *     than promised, or that did not return although everything was healed
 */
public record RunResult(
    Plan plan,
    History seen,
    Report history,
    List<String> invariants,
    List<String> others,
    Trace trace) {
  private static final int EVENTS_SHOWN_MAX = 150;

  public RunResult {
    invariants = List.copyOf(invariants);
    others = List.copyOf(others);
  }

  public Scenario scenario() {
    return plan.scenario();
  }

  public long seed() {
    return plan.seed();
  }

  /** The names of the violations of safety: of invariants, and the history. */
  public Set<String> unsafe() {
    Set<String> names = names(invariants);
    if (!history.holds()) {
      names.add("history");
    }
    return names;
  }

  /** The names of all that was violated: as {@link #unsafe}, and stuck, failed, round-trips. */
  public Set<String> violated() {
    Set<String> names = names(others);
    names.addAll(unsafe());
    return names;
  }

  private static Set<String> names(List<String> problems) {
    return problems.stream()
        .map(problem -> problem.split("[: ]", 2)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** How many letters arrived. */
  public long deliveries() {
    return trace.events().stream().filter(Trace.Delivered.class::isInstance).count();
  }

  public boolean holds() {
    return isSafe() && others.isEmpty();
  }

  /** Whether nothing wrong was seen or could have been. */
  public boolean isSafe() {
    return history.holds() && invariants.isEmpty();
  }

  /** What was violated, in words. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>(invariants);
    problems.addAll(others);
    if (!history.holds()) {
      problems.add(history.text());
    }
    return problems;
  }

  /** What was violated, and how the run ended, as a message chart. */
  public String text() {
    return String.join("\n", problems())
        + "\nthe run's last events:\n"
        + trace.chart(EVENTS_SHOWN_MAX);
  }
}
