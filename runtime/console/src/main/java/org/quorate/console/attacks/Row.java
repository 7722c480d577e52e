package org.quorate.console.attacks;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One attack of the matrix.
 *
 * @param id for example {@code B2}; the names of its tests begin with it
 * @param attack what is done
 * @param outcome what must come of it
 * @param parts the names of the liars and cheats that play it
 * @param processes whether one of its tests attacks real processes
 * @param tests the methods of the tests that hold it, by class without {@code org.quorate.}
 * @param missing what no test holds of it, and what is lacking for that; empty for nothing
 */
public record Row(
    String id,
    String attack,
    String outcome,
    List<String> parts,
    boolean processes,
    Map<String, List<String>> tests,
    String missing) {

  /** How far tests hold what the row promises. */
  public enum State {
    HELD,
    IN_PART,
    NOT_YET;

    /** For people. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  public Row {
    if (id.isBlank() || attack.isBlank() || outcome.isBlank()) {
      throw new IllegalArgumentException("a row has an id, an attack and an outcome");
    }
    if (tests.isEmpty() && missing.isBlank()) {
      throw new IllegalArgumentException(id + " has neither a test nor a word on what is missing");
    }
    parts = List.copyOf(parts);
    tests = Collections.unmodifiableMap(new LinkedHashMap<>(tests));
  }

  public State state() {
    if (missing.isBlank()) {
      return State.HELD;
    }
    return tests.isEmpty() ? State.NOT_YET : State.IN_PART;
  }
}
