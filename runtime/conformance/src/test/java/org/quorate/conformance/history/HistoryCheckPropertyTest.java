package org.quorate.conformance.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.quorate.api.register.Guarantee.Semantics;

/** The fast checkers against the definitions, on small random histories, in both directions. */
final class HistoryCheckPropertyTest {
  private static final String MALLORY = "mallory";
  private static final Set<String> NOBODY = Set.of();

  @Property(tries = 5_000)
  void atomicUniqueValues(@ForAll long seed) {
    compare(new SmallHistory(seed).unique(), Semantics.ATOMIC, NOBODY);
  }

  @Property(tries = 10_000)
  void atomicRepeatedValues(@ForAll long seed) {
    compare(new SmallHistory(seed), Semantics.ATOMIC, NOBODY);
  }

  @Property(tries = 5_000)
  void atomicRepeatedValuesOfUnknownOutcome(@ForAll long seed) {
    compare(new SmallHistory(seed).oftenUnknown(), Semantics.ATOMIC, NOBODY);
  }

  @Property(tries = 5_000)
  void atomicUniqueValuesAndFaultyClients(@ForAll long seed) {
    compare(new SmallHistory(seed).unique().faulty(), Semantics.ATOMIC, Set.of(MALLORY));
  }

  @Property(tries = 10_000)
  void atomicRepeatedValuesAndFaultyClients(@ForAll long seed) {
    compare(new SmallHistory(seed).faulty(), Semantics.ATOMIC, Set.of(MALLORY));
  }

  @Property(tries = 5_000)
  void regularUniqueValues(@ForAll long seed) {
    compare(new SmallHistory(seed).unique(), Semantics.REGULAR, NOBODY);
  }

  @Property(tries = 5_000)
  void regularRepeatedValuesAndFaultyClients(@ForAll long seed) {
    compare(new SmallHistory(seed).faulty(), Semantics.REGULAR, Set.of(MALLORY));
  }

  @Property(tries = 5_000)
  void safeUniqueValues(@ForAll long seed) {
    compare(new SmallHistory(seed).unique(), Semantics.SAFE, NOBODY);
  }

  @Property(tries = 5_000)
  void safeRepeatedValuesAndFaultyClients(@ForAll long seed) {
    compare(new SmallHistory(seed).faulty(), Semantics.SAFE, Set.of(MALLORY));
  }

  /** The search alone, where values are unique and the zones would decide. */
  @Property(tries = 5_000)
  void theSearchAgreesWithTheZones(@ForAll long seed) {
    List<Interval> operations =
        RegisterHistory.of(new SmallHistory(seed).unique().operations(), NOBODY)
            .intervals()
            .stream()
            .filter(operation -> operation.value() != Interval.UNWRITTEN)
            .toList();
    assertThat(new Search(1_000_000).check(operations).verdict())
        .isEqualTo(new Zones().check(operations).verdict());
  }

  /** The search alone, where repeated values are not told apart before. */
  @Property(tries = 10_000)
  void theSearchAgreesWithWhatAttributionLeavesOfIt(@ForAll long seed) {
    List<Interval> operations =
        RegisterHistory.of(new SmallHistory(seed).operations(), NOBODY).intervals().stream()
            .filter(operation -> operation.value() != Interval.UNWRITTEN)
            .toList();
    assertThat(new Search(1_000_000).check(operations).verdict())
        .isEqualTo(new Atomicity(1_000_000).check(operations).verdict());
  }

  @Property(tries = 10_000)
  void lurkingWritesOfUniqueValues(@ForAll long seed) {
    Random random = new Random(seed);
    CheckOptions options = removals(random);
    List<Operation> operations =
        new SmallHistory(random.nextLong()).unique().lurking().operations();
    boolean expected = isBftLinearizable(operations, options);
    cover(expected);
    Report report = HistoryCheck.check(History.of(operations), options);
    assertThat(report.holds()).as("%s %s", options, operations).isEqualTo(expected);
    if (!expected) {
      List<Operation> shown = report.violations().get(0).operations();
      assertThat(isBftLinearizable(shown, options)).as("fails alone: %s", shown).isFalse();
    } else {
      int fewest =
          new BruteForce(operations, options.faultyClients()).fewestLate(MALLORY, removal(options));
      assertThat(report.lurking()).containsEntry(MALLORY, fewest);
    }
  }

  /** Where values repeat the count may be too low, never too high. */
  @Property(tries = 10_000)
  void noFalseAlarmOfLurkingWrites(@ForAll long seed) {
    Random random = new Random(seed);
    CheckOptions options = removals(random);
    List<Operation> operations = new SmallHistory(random.nextLong()).lurking().operations();
    boolean expected = isBftLinearizable(operations, options);
    cover(expected);
    if (expected) {
      assertThat(HistoryCheck.check(History.of(operations), options).holds())
          .as("%s %s", options, operations)
          .isTrue();
    }
  }

  private static CheckOptions removals(Random random) {
    LurkingBound bound = new LurkingBound(random.nextInt(3), random.nextInt(3));
    return CheckOptions.atomic().removals(Map.of(MALLORY, (long) random.nextInt(10)), bound);
  }

  private static long removal(CheckOptions options) {
    return Objects.requireNonNull(options.removals().get(MALLORY));
  }

  private static boolean isBftLinearizable(List<Operation> operations, CheckOptions options) {
    BruteForce definition = new BruteForce(operations, options.faultyClients());
    LurkingBound bound = options.lurking();
    long removal = removal(options);
    return definition.fewestLate(MALLORY, removal) <= bound.writesMax()
        && (bound.maskingWrites() == 0
            || definition.isMasked(MALLORY, removal, bound.maskingWrites()));
  }

  private static void compare(SmallHistory history, Semantics semantics, Set<String> faulty) {
    List<Operation> operations = history.operations();
    boolean expected = holds(operations, semantics, faulty);
    cover(expected);
    CheckOptions options = CheckOptions.atomic().semantics(semantics).faultyClients(faulty);
    Report report = HistoryCheck.check(History.of(operations), options);
    assertThat(report.holds()).as("%s", operations).isEqualTo(expected);
    if (!expected) {
      List<Operation> shown = report.violations().get(0).operations();
      assertThat(operations).containsAll(shown);
      assertThat(holds(shown, semantics, faulty)).as("fails alone: %s", shown).isFalse();
      assertMinimal(shown, semantics, faulty);
    }
  }

  /** Without any one operation, and the reads that may have returned it if it is a write. */
  private static void assertMinimal(
      List<Operation> shown, Semantics semantics, Set<String> faulty) {
    for (Operation dropped : shown) {
      List<Operation> rest = new ArrayList<>(shown);
      rest.remove(dropped);
      if (dropped.isWrite()) {
        boolean anytime = faulty.contains(dropped.client());
        boolean last = rest.stream().noneMatch(o -> o.isWrite() && sameValue(o, dropped));
        rest.removeIf(
            o ->
                !o.isWrite()
                    && sameValue(o, dropped)
                    && (anytime || last || !precedes(o, dropped)));
      }
      assertThat(holds(rest, semantics, faulty)).as("%s without %s", shown, dropped).isTrue();
    }
  }

  private static boolean sameValue(Operation one, Operation other) {
    return Objects.equals(one.value(), other.value());
  }

  private static boolean precedes(Operation read, Operation write) {
    Long end = read.returnNanos();
    return end != null && end < write.callNanos();
  }

  private static void cover(boolean expected) {
    Statistics.collect(expected);
    Statistics.coverage(
        coverage -> {
          coverage.check(true).percentage(p -> p > 10);
          coverage.check(false).percentage(p -> p > 10);
        });
  }

  private static boolean holds(
      List<Operation> operations, Semantics semantics, Set<String> faulty) {
    BruteForce definition = new BruteForce(operations, faulty);
    return switch (semantics) {
      case ATOMIC -> definition.isLinearizable();
      case REGULAR -> definition.isRegular();
      case SAFE -> definition.isSafe();
    };
  }
}
