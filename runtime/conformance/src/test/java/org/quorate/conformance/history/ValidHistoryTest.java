package org.quorate.conformance.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** As many operations as must be checked within a minute and a GiB, right and spoiled. */
final class ValidHistoryTest {
  private static final CheckOptions MALLORY =
      CheckOptions.atomic().faultyClients(Set.of(ValidHistory.FAULTY));

  @Test
  void aMillionOperationsOnAThousandKeys() {
    List<Operation> operations = ValidHistory.of(1, 1_000_000, 1000, 16).make();
    assertThat(HistoryCheck.check(History.of(operations), CheckOptions.atomic()).holds()).isTrue();
    Operation spoiled = ValidHistory.spoil(operations, new Random(1));
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
    Operation spoiled = ValidHistory.spoil(operations, new Random(2));
    Report report = HistoryCheck.check(History.of(operations), MALLORY);
    assertThat(report.violations().get(0).operations()).contains(spoiled);
  }

  @Test
  void oneHotKeyWithRepeatedValues() {
    List<Operation> operations = ValidHistory.of(3, 20_000, 1, 16).values(50).make();
    assertThat(HistoryCheck.check(History.of(operations), CheckOptions.atomic()).holds()).isTrue();
    Operation spoiled = ValidHistory.spoil(operations, new Random(3));
    Report report = HistoryCheck.check(History.of(operations), CheckOptions.atomic());
    assertThat(report.violations().get(0).operations()).contains(spoiled);
  }
}
