package org.quorate.conformance.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.quorate.api.register.Guarantee.Semantics;

/** Long histories that are right by construction, and the same with one read spoiled. */
final class ValidHistoryPropertyTest {
  private static final CheckOptions MALLORY =
      CheckOptions.atomic().faultyClients(Set.of(ValidHistory.FAULTY));

  @Property(tries = 200)
  void whatIsRightByConstructionHolds(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12) int clients,
      @ForAll @IntRange(min = 0, max = 12) int values,
      @ForAll @IntRange(min = 0, max = 10) int faultyPercent) {
    History history =
        History.of(
            ValidHistory.of(seed, 1000, 2, clients)
                .values(values)
                .unknownPercent(5)
                .faultyPercent(faultyPercent)
                .make());
    for (Semantics semantics : Semantics.values()) {
      Report report = HistoryCheck.check(history, MALLORY.semantics(semantics));
      assertThat(report.holds()).as(report::text).isTrue();
      assertThat(report.unknown()).isPositive();
    }
  }

  @Property(tries = 100)
  void anOldValueReadLateIsFoundAndShownByAHandful(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int clients) {
    List<Operation> operations = ValidHistory.of(seed, 1000, 2, clients).make();
    Operation spoiled = ValidHistory.spoil(operations, new Random(seed));
    Report report = HistoryCheck.check(History.of(operations), CheckOptions.atomic());
    assertThat(report.violations()).hasSize(1);
    assertThat(report.violations().get(0).operations())
        .contains(spoiled)
        .hasSizeLessThanOrEqualTo(6);
  }
}
