package org.quorate.console.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quorate.console.card.ReportCard.Cell;
import org.quorate.console.card.ReportCard.Row;
import org.quorate.console.card.ReportCard.Sample;
import org.quorate.console.card.ReportCard.Verdict;

/** A card fails when a promise was broken, and when nothing broke where something must. */
final class ReportCardTest {
  private static Row row(Verdict verdict, boolean mustBreak) {
    Cell cell =
        new Cell(verdict, 10, 40, 3, List.of("history"), 1, 2, 1.25, "quorate simulate --seed 4");
    return new Row("stale", "replica", "shows old versions", mustBreak, List.of(cell));
  }

  private static Sample sample(long failed, boolean holds) {
    return new Sample(
        "bft-bc", "stale", "replica", 100, failed, 0.9, 1.1, holds, "as checked", "by hand");
  }

  private static ReportCard card(List<Row> rows, List<Sample> samples) {
    return new ReportCard(List.of("bft-bc"), Map.of("simulation", "10 seeds"), rows, samples);
  }

  @ParameterizedTest
  @CsvSource({
    "HOLDS, false, true",
    "FAILS, false, false",
    "BREAKS, false, true",
    "UNBROKEN, false, true",
    "UNREACHED, false, true",
    "BREAKS, true, true",
    "UNBROKEN, true, false",
    "UNREACHED, true, false",
    "HOLDS, true, false"
  })
  void aRowIsAsItShould(Verdict verdict, boolean mustBreak, boolean good) {
    ReportCard card = card(List.of(row(verdict, mustBreak)), List.of(sample(0, true)));
    assertThat(card.holds()).isEqualTo(good);
    assertThat(card.text().contains("NOT AS IT SHOULD BE")).isEqualTo(!good);
    assertThat(card.text().contains("Everything is as it should be.")).isEqualTo(good);
  }

  @Test
  void aSampleFailsWithItsHistoryAndWithEveryFailedOperation() {
    List<Row> rows = List.of(row(Verdict.HOLDS, false));
    assertThat(card(rows, List.of(sample(0, true))).holds()).isTrue();
    assertThat(card(rows, List.of(sample(0, false))).holds()).isFalse();
    assertThat(card(rows, List.of(sample(1, true))).holds()).isFalse();
  }

  @Test
  void theTextSaysWhatWasDoneHowBadItWasAndHowToDoItAgain() {
    assertThat(card(List.of(row(Verdict.FAILS, false)), List.of(sample(0, true))).text())
        .contains(
            "simulation: 10 seeds",
            "FAILS 3/10 x1.25 1 of 2",
            "bft-bc, replica stale: 100 operations, 0 failed, goodput x0.90, p99 x1.10: as checked",
            "quorate simulate --seed 4");
  }
}
