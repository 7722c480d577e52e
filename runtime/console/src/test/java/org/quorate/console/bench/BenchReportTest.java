package org.quorate.console.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quorate.console.load.LoadReport;

/** The report of rounds that were written down by hand. */
class BenchReportTest {
  private static final List<String> METHOD = List.of("method:  by hand");
  private static final List<String> LABELS = List.of("one", "other");

  private final List<Round> rounds =
      List.of(
          round(1, "one", 1000),
          round(1, "other", 500),
          round(2, "other", 900),
          round(2, "one", 3000),
          round(3, "one", 2000),
          round(3, "other", 400));

  @Test
  void throughputIsTheMedianWithItsSpread() {
    var figures = BenchReport.of(METHOD, LABELS, rounds).figures();

    assertThat(figures).extracting(Figures::label).containsExactly("one", "other");
    assertThat(figures.get(0).throughput()).isEqualTo(new Spread(2000, 1000, 3000));
    assertThat(figures.get(1).throughput()).isEqualTo(new Spread(500, 400, 900));
  }

  /** By the rounds' numbers: the ratio of the medians would be 0.25 by luck only. */
  @Test
  void ratiosAreTakenRoundByRound() {
    var figures = BenchReport.of(METHOD, LABELS, rounds).figures();

    assertThat(figures.get(0).ratio()).isEqualTo(new Spread(1, 1, 1));
    assertThat(figures.get(1).ratio()).isEqualTo(new Spread(0.3, 0.2, 0.5));
  }

  @Test
  void anEvenNumberOfRoundsHasAMedianToo() {
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Spread(3, 1, 9));
  }

  @Test
  void cpuTimeIsOfAnOperation() {
    var figures = BenchReport.of(METHOD, LABELS, rounds).figures().get(0);

    assertThat(figures.replicaCpuMillis()).isEqualTo(2);
    assertThat(figures.clientCpuMillis()).isEqualTo(1);
  }

  @Test
  void saysMethodFiguresAndCheck() {
    var report = BenchReport.of(METHOD, LABELS, rounds);

    assertThat(report.holds()).isTrue();
    assertThat(report.text())
        .startsWith("method:  by hand")
        .containsPattern("one +2,000 \\(1,000 to 3,000\\) +1\\.00 \\(1\\.00 to 1\\.00\\)")
        .containsPattern("other +500 \\(400 to 900\\) +0\\.30 \\(0\\.20 to 0\\.50\\)")
        .contains("4.0 / 9.0", "1.0 / 2.0", "2.25", "2.00 + 1.00")
        .contains(
            "other: p99 of writes 1.00 (1.00 to 1.00) times, of reads 1.00 (1.00 to 1.00) times; 70"
                + " requests of the flood taken up a second")
        .doesNotContain("one: p99")
        .contains("checked: 6 of 6 histories", "7,800 operations, 0 failed")
        .doesNotContain("DO NOT COUNT");
  }

  @Test
  void figuresOfAnIncorrectRunDoNotCount() {
    var report =
        BenchReport.of(
            METHOD,
            List.of("one"),
            List.of(new Round(1, "one", load(10, Map.of()), 0, 0, 0, false, "VIOLATED on 1 key")));

    assertThat(report.holds()).isFalse();
    assertThat(report.text())
        .contains("checked: 0 of 1 histories", "round 1 of one: VIOLATED on 1 key")
        .contains("THESE FIGURES DO NOT COUNT");
  }

  @Test
  void figuresOfAFailingRunDoNotCount() {
    var load = load(10, Map.of("DEADLINE: no answer in time", 3L));
    var report =
        BenchReport.of(
            METHOD, List.of("one"), List.of(new Round(1, "one", load, 0, 0, 0, true, "holds")));

    assertThat(report.holds()).isFalse();
    assertThat(report.text())
        .contains("10 operations, 3 failed", "3 times DEADLINE: no answer in time")
        .contains("THESE FIGURES DO NOT COUNT");
  }

  @Test
  void aRunWithoutOperationsDoesNotCount() {
    var round = new Round(1, "one", load(0, Map.of()), 0, 0, 0, true, "holds");

    assertThat(BenchReport.of(METHOD, List.of("one"), List.of(round)).holds()).isFalse();
  }

  @Test
  void everyVariantIsTheFirstOfSomeRound() {
    var all = List.of("a", "b", "c");

    assertThat(Bench.inOrder(all, 1)).containsExactly("a", "b", "c");
    assertThat(Bench.inOrder(all, 2)).containsExactly("b", "c", "a");
    assertThat(Bench.inOrder(all, 3)).containsExactly("c", "a", "b");
    assertThat(Bench.inOrder(all, 4)).containsExactly("a", "b", "c");
  }

  private static Round round(int number, String label, long operations) {
    return new Round(
        number,
        label,
        load(operations, Map.of()),
        operations * 2e-3,
        operations * 1e-3,
        label.equals("other") ? 70 : 0,
        true,
        "holds");
  }

  /** A load of one second, half of it writes. */
  private static LoadReport load(long operations, Map<String, Long> failures) {
    return new LoadReport(
        1,
        new LoadReport.Latencies(operations / 2, 1000, 1500, 2000, 3000, 4000),
        new LoadReport.Latencies(operations / 2, 4000, 6000, 9000, 9500, 9900),
        2.25,
        failures,
        Map.of());
  }
}
