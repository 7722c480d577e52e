package org.quorate.conformance.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.quorate.api.register.Guarantee.Semantics;

/**
 * Checks what clients saw of registers against what was promised. Keys are checked one by one,
 * which is enough (Herlihy and Wing 1990, section 3.1: linearizability is local). Thread-safe.
 */
public final class HistoryCheck {
  private HistoryCheck() {}

  /** Needs memory in proportion to the largest key, beside the history itself. */
  public static Report check(History history, CheckOptions options) {
    List<Violation> violations = new ArrayList<>();
    List<String> undecided = new ArrayList<>();
    Map<String, Integer> left = new TreeMap<>();
    options.removals().keySet().forEach(client -> left.put(client, 0));
    int unknown = 0;
    int inferred = 0;
    RegisterChecker checker = checker(options);
    Map<String, List<Operation>> byKey = history.byKey();
    for (Map.Entry<String, List<Operation>> entry : byKey.entrySet()) {
      String key = entry.getKey();
      RegisterHistory register = RegisterHistory.of(entry.getValue(), options.faultyClients());
      unknown += register.unknown();
      inferred += register.inferred();
      Finding finding = checker.check(register.intervals());
      switch (finding.verdict()) {
        case FAILS -> violations.add(violation(key, checker, finding));
        case UNDECIDED -> undecided.add(key);
        case HOLDS -> {
          if (checker instanceof Lurking lurking) {
            lurking
                .writesLeft(register.intervals())
                .forEach((client, writes) -> left.merge(client, writes, Math::max));
          }
        }
      }
    }
    return new Report(
        options.semantics(),
        history.size(),
        byKey.size(),
        unknown,
        inferred,
        violations,
        undecided,
        left);
  }

  private static RegisterChecker checker(CheckOptions options) {
    if (options.semantics() != Semantics.ATOMIC) {
      return new Regularity(options.semantics() == Semantics.SAFE);
    }
    RegisterChecker atomicity = new Atomicity(options.searchStepsMax());
    return options.removals().isEmpty()
        ? atomicity
        : new Lurking(atomicity, options.removals(), options.lurking());
  }

  private static Violation violation(String key, RegisterChecker checker, Finding failing) {
    Finding smallest = Shrinker.smallest(checker, failing);
    List<Operation> operations =
        smallest.evidence().stream()
            .map(Interval::recorded)
            .filter(Objects::nonNull)
            .sorted(Comparator.comparingLong(Operation::callNanos))
            .toList();
    return new Violation(key, operations, smallest.reason());
  }
}
