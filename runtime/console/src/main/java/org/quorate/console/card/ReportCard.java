package org.quorate.console.card;

import java.util.List;
import java.util.Map;

/**
 * What every attack did to every variant.
 *
 * @param variants in the order of each row's cells
 * @param method how it was found out, for people
 * @param samples the attacks that were also carried out on processes
 */
public record ReportCard(
    List<String> variants, Map<String, String> method, List<Row> rows, List<Sample> samples) {

  /** What came of an attack on a variant. */
  public enum Verdict {
    /** It claims to withstand the attack, and was seen to. */
    HOLDS,
    /** It claims to withstand the attack, and does not. */
    FAILS,
    /** It does not claim to withstand the attack, and was seen to break. */
    BREAKS,
    /** It does not claim to withstand the attack, and no run broke it. */
    UNBROKEN,
    /** The attack never came about: nothing was learnt. */
    UNREACHED
  }

  /**
   * An attack.
   *
   * @param by who attacks
   * @param mustBreak whether the attack is more than anything withstands: then a variant that no
   *     run breaks shows that the runs prove nothing
   */
  public record Row(
      String attack, String by, String description, boolean mustBreak, List<Cell> cells) {
    boolean isAsItShould() {
      return cells.stream()
          .allMatch(
              cell ->
                  mustBreak ? cell.verdict() == Verdict.BREAKS : cell.verdict() != Verdict.FAILS);
    }
  }

  /**
   * An attack on a variant, in simulation.
   *
   * @param fired how often replicas did other than honest ones, and how much cheats sent
   * @param failing how many of the runs broke a promise
   * @param violated what was broken, by name
   * @param lurking the most writes that a removed client left on a register
   * @param lurkingBound what is promised of them
   * @param latencyRatio of an operation's latency to that of the same seeds without the attack
   * @param replay the command that does it again
   */
  public record Cell(
      Verdict verdict,
      long runs,
      long fired,
      long failing,
      List<String> violated,
      int lurking,
      int lurkingBound,
      double latencyRatio,
      String replay) {}

  /**
   * An attack on a cluster of processes, against the same load just before.
   *
   * @param operations that completed under attack
   * @param failed those that did not
   * @param goodputRatio of operations completed a second under attack to those without
   * @param p99Ratio the same of the 99th percentile of latencies
   * @param holds whether the history of the load is what the variant promises
   * @param check what the check of it says
   * @param replay how the attack is carried out by hand
   */
  public record Sample(
      String variant,
      String attack,
      String by,
      long operations,
      long failed,
      double goodputRatio,
      double p99Ratio,
      boolean holds,
      String check,
      String replay) {
    boolean isAsItShould() {
      return holds && failed == 0;
    }
  }

  /** Whether everything kept what it promises, and what nothing withstands was seen to break. */
  public boolean holds() {
    return rows.stream().allMatch(Row::isAsItShould)
        && samples.stream().allMatch(Sample::isAsItShould);
  }

  /** For people. */
  public String text() {
    return CardText.of(this);
  }
}
