package org.quorate.conformance.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    int unknown = 0;
    int inferred = 0;
    Map<String, List<Operation>> byKey = history.byKey();
    for (Map.Entry<String, List<Operation>> entry : byKey.entrySet()) {
      RegisterHistory register = RegisterHistory.of(entry.getValue(), options.faultyClients());
      unknown += register.unknown();
      inferred += register.inferred();
      RegisterChecker checker = checker(register, options);
      Finding finding = checker.check(register.intervals());
      switch (finding.verdict()) {
        case FAILS -> violations.add(violation(entry.getKey(), checker, finding));
        case UNDECIDED -> undecided.add(entry.getKey());
        case HOLDS -> {}
      }
    }
    return new Report(
        options.semantics(),
        history.size(),
        byKey.size(),
        unknown,
        inferred,
        violations,
        undecided);
  }

  private static RegisterChecker checker(RegisterHistory register, CheckOptions options) {
    if (options.semantics() != Semantics.ATOMIC) {
      return new Regularity(options.semantics() == Semantics.SAFE);
    }
    return register.repeats() ? new Search(options.searchStepsMax()) : new Zones();
  }

  private static Violation violation(String key, RegisterChecker checker, Finding failing) {
    Finding smallest = Shrinker.smallest(checker, failing);
    List<Operation> operations =
        smallest.evidence().stream()
            .map(Interval::source)
            .filter(Objects::nonNull)
            .sorted(Comparator.comparingLong(Operation::callNanos))
            .toList();
    return new Violation(key, operations, smallest.reason());
  }
}
