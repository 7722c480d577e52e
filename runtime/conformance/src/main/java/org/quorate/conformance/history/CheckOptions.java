package org.quorate.conformance.history;

import java.util.Set;
import org.quorate.api.register.Guarantee.Semantics;

/**
 * What a history is checked for.
 *
 * @param faultyClients clients that may break the rules. Their own operations are left out; their
 *     writes are inferred where others read them, by {@link Operation#author}, and may have
 *     happened at any time (Liskov and Rodrigues 2006, section 4). Of everybody else, a value that
 *     nobody wrote is a violation
 * @param searchStepsMax how long the general search may take for a key in which values repeat; when
 *     they are used up the key is reported as undecided
 */
public record CheckOptions(Semantics semantics, Set<String> faultyClients, long searchStepsMax) {
  private static final long SEARCH_STEPS_MAX = 100_000_000;

  public CheckOptions {
    faultyClients = Set.copyOf(faultyClients);
  }

  /** Linearizability, without faulty clients. */
  public static CheckOptions atomic() {
    return new CheckOptions(Semantics.ATOMIC, Set.of(), SEARCH_STEPS_MAX);
  }

  public CheckOptions semantics(Semantics choice) {
    return new CheckOptions(choice, faultyClients, searchStepsMax);
  }

  public CheckOptions faultyClients(Set<String> names) {
    return new CheckOptions(semantics, names, searchStepsMax);
  }

  public CheckOptions searchStepsMax(long steps) {
    return new CheckOptions(semantics, faultyClients, steps);
  }
}
