package org.quorate.conformance.history;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.quorate.api.register.Guarantee.Semantics;

/**
 * What came of a check.
 *
 * @param semantics what was checked
 * @param unknown operations whose outcome their client does not know
 * @param inferredWrites writes of faulty clients that others read
 * @param violations one for each key that violates it
 * @param undecided keys on which values repeat and too many operations overlap for the search
 * @param lurking for each removed client the most writes that it left on a key: those that must
 *     have taken effect after the removal, on keys that hold
 */
public record Report(
    Semantics semantics,
    int operations,
    int keys,
    int unknown,
    int inferredWrites,
    List<Violation> violations,
    List<String> undecided,
    Map<String, Integer> lurking) {

  public Report {
    violations = List.copyOf(violations);
    undecided = List.copyOf(undecided);
    lurking = Collections.unmodifiableMap(new TreeMap<>(lurking));
  }

  /** Whether the history was seen to be what was promised. */
  public boolean holds() {
    return violations.isEmpty() && undecided.isEmpty();
  }

  /** The {@link #summary}, and for each violation the operations that show it. */
  public String text() {
    StringBuilder text = new StringBuilder(summary());
    violations.forEach(violation -> text.append('\n').append(violation.text()));
    return text.toString();
  }

  /** A few lines: what was checked, what was found, what is undecided. */
  public String summary() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %,d operations on %,d keys, %,d of unknown outcome, %,d writes of faulty clients"
                + " seen: %s\n",
            name(),
            operations,
            keys,
            unknown,
            inferredWrites,
            verdict()));
    if (violations.isEmpty()) {
      lurking.forEach((client, most) -> text.append(lurking(client, most)));
    }
    if (!undecided.isEmpty()) {
      text.append("undecided, as values repeat and too many operations overlap: keys ")
          .append(undecided.stream().map(Quoted::shortened).collect(Collectors.joining(", ")))
          .append('\n');
    }
    return text.toString();
  }

  private static String lurking(String client, int most) {
    return String.format(
        Locale.ROOT,
        "%s, removed: %d lurking %s on a key at most\n",
        Quoted.shortened(client),
        most,
        most == 1 ? "write" : "writes");
  }

  private String name() {
    return semantics == Semantics.ATOMIC
        ? "linearizability"
        : semantics.name().toLowerCase(Locale.ROOT) + " semantics";
  }

  private String verdict() {
    if (!violations.isEmpty()) {
      return "VIOLATED on " + violations.size() + (violations.size() == 1 ? " key" : " keys");
    }
    return undecided.isEmpty() ? "holds" : "UNDECIDED";
  }
}
