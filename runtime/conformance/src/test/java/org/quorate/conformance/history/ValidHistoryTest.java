package org.quorate.conformance.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.quorate.api.register.Guarantee.Semantics;

/** Long histories that are right by construction, and the same with one read spoiled. */
final class ValidHistoryTest {
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
    Operation spoiled = spoil(operations, new Random(seed));
    Report report = HistoryCheck.check(History.of(operations), CheckOptions.atomic());
    assertThat(report.violations()).hasSize(1);
    assertThat(report.violations().get(0).operations())
        .contains(spoiled)
        .hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void aMillionOperationsOnAThousandKeys() {
    List<Operation> operations = ValidHistory.of(1, 1_000_000, 1000, 16).make();
    assertThat(HistoryCheck.check(History.of(operations), CheckOptions.atomic()).holds()).isTrue();
    Operation spoiled = spoil(operations, new Random(1));
    Report report = HistoryCheck.check(History.of(operations), CheckOptions.atomic());
    assertThat(report.violations()).hasSize(1);
    assertThat(report.violations().get(0).operations())
        .contains(spoiled)
        .hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void oneHotKeyWithSixteenClients() {
    List<Operation> operations = ValidHistory.of(2, 100_000, 1, 16).faultyPercent(1).make();
    assertThat(HistoryCheck.check(History.of(operations), MALLORY).holds()).isTrue();
    Operation spoiled = spoil(operations, new Random(2));
    Report report = HistoryCheck.check(History.of(operations), MALLORY);
    assertThat(report.violations().get(0).operations()).contains(spoiled);
  }

  @Test
  void oneHotKeyWithRepeatedValues() {
    List<Operation> operations = ValidHistory.of(3, 20_000, 1, 16).values(50).make();
    assertThat(HistoryCheck.check(History.of(operations), CheckOptions.atomic()).holds()).isTrue();
    Operation spoiled = spoil(operations, new Random(3));
    Report report = HistoryCheck.check(History.of(operations), CheckOptions.atomic());
    assertThat(report.violations().get(0).operations()).contains(spoiled);
  }

  /** One read of the later half returns a value that nobody can have forgotten: none. */
  private static Operation spoil(List<Operation> operations, Random random) {
    List<Integer> reads = new ArrayList<>();
    for (int i = operations.size() / 2; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      if (!operation.isWrite() && operation.isKnown() && operation.value() != null) {
        reads.add(i);
      }
    }
    int index = reads.get(random.nextInt(reads.size()));
    Operation read = operations.get(index);
    Operation spoiled =
        Operation.read(read.client(), read.key(), null, read.callNanos(), read.returnNanos());
    operations.set(index, spoiled);
    return spoiled;
  }
}
