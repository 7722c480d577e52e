package org.quorate.conformance.history;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.quorate.api.register.Guarantee.Semantics;

/**
 * What a history is checked for.
 *
 * @param faultyClients clients that may break the rules, those removed among them. Their own
 *     operations are left out; their writes are inferred where others read them, by {@link
 *     Operation#author}, and may have happened at any time (Liskov and Rodrigues 2006, section 4).
 *     Of everybody else, a value that nobody wrote is a violation
 * @param removals when faulty clients were removed, in nanoseconds of the history's clock
 * @param lurking what these may leave behind
 * @param searchStepsMax how long the general search may take for a key in which values repeat; when
 *     they are used up the key is reported as undecided
 */
public record CheckOptions(
    Semantics semantics,
    Set<String> faultyClients,
    Map<String, Long> removals,
    LurkingBound lurking,
    long searchStepsMax) {
  private static final long SEARCH_STEPS_MAX = 100_000_000;
  private static final LurkingBound BASE = new LurkingBound(1, 0);

  public CheckOptions {
    if (semantics != Semantics.ATOMIC && !removals.isEmpty()) {
      throw new IllegalArgumentException(
          "lurking writes are bounded for ATOMIC registers only, not " + semantics);
    }
    removals = Map.copyOf(removals);
    removals.forEach(
        (name, nanos) -> {
          if (nanos < 0) {
            throw new IllegalArgumentException(
                name + " was removed at a time of 0 or more nanoseconds, not " + nanos);
          }
        });
    Set<String> faulty = new HashSet<>(faultyClients);
    faulty.addAll(removals.keySet());
    faultyClients = Set.copyOf(faulty);
  }

  /** Linearizability, without faulty clients. */
  public static CheckOptions atomic() {
    return new CheckOptions(Semantics.ATOMIC, Set.of(), Map.of(), BASE, SEARCH_STEPS_MAX);
  }

  public CheckOptions semantics(Semantics choice) {
    return new CheckOptions(choice, faultyClients, removals, lurking, searchStepsMax);
  }

  public CheckOptions faultyClients(Set<String> names) {
    return new CheckOptions(semantics, names, removals, lurking, searchStepsMax);
  }

  /** Clients removed at some time; whoever is removed is taken for faulty. */
  public CheckOptions removals(Map<String, Long> nanosByName, LurkingBound bound) {
    return new CheckOptions(semantics, faultyClients, nanosByName, bound, searchStepsMax);
  }

  public CheckOptions searchStepsMax(long steps) {
    return new CheckOptions(semantics, faultyClients, removals, lurking, steps);
  }
}
