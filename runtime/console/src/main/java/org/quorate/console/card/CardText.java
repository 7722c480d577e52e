package org.quorate.console.card;

import java.util.Locale;
import org.quorate.console.card.ReportCard.Cell;
import org.quorate.console.card.ReportCard.Row;
import org.quorate.console.card.ReportCard.Sample;
import org.quorate.console.card.ReportCard.Verdict;

/** A report card for terminals and text files. */
final class CardText {
  private static final int ATTACK_WIDTH = 18;
  private static final int CELL_WIDTH = 22;

  private CardText() {}

  static String of(ReportCard card) {
    StringBuilder text = new StringBuilder();
    card.method().forEach((what, value) -> line(text, "%s: %s", what, value));
    text.append('\n');
    text.append(padded("", ATTACK_WIDTH));
    card.variants().forEach(variant -> text.append(padded(variant, CELL_WIDTH)));
    text.append('\n');
    for (Row row : card.rows()) {
      text.append(padded(row.attack(), ATTACK_WIDTH));
      row.cells().forEach(cell -> text.append(padded(summary(cell), CELL_WIDTH)));
      text.append(row.isAsItShould() ? "" : "  <-- NOT AS IT SHOULD BE").append('\n');
    }
    line(
        text,
        "%nholds, FAILS: what it claims to withstand; breaks, unbroken: what it does not. Then how"
            + " many runs broke, how much%nlonger operations took than without the attack, and the"
            + " most writes that a removed client left behind, of%nthose allowed. unreached: the"
            + " attack never came about.%n");
    if (!card.samples().isEmpty()) {
      line(text, "On processes, against the same load without the attack:");
      card.samples().forEach(sample -> text.append(summary(sample)));
      text.append('\n');
    }
    line(
        text,
        "%s",
        card.holds() ? "Everything is as it should be." : "NOT everything is as it should be.");
    line(text, "%nEach cell again:");
    for (Row row : card.rows()) {
      row.cells().forEach(cell -> line(text, "  %s", cell.replay()));
    }
    return text.toString();
  }

  private static String summary(Cell cell) {
    String verdict =
        cell.verdict() == Verdict.FAILS ? "FAILS" : cell.verdict().name().toLowerCase(Locale.ROOT);
    return verdict
        + (cell.failing() == 0 ? "" : " " + cell.failing() + "/" + cell.runs())
        + String.format(Locale.ROOT, " x%.2f", cell.latencyRatio())
        + (cell.lurking() == 0 ? "" : " " + cell.lurking() + " of " + cell.lurkingBound());
  }

  private static String summary(Sample sample) {
    return String.format(
        Locale.ROOT,
        "  %s, %s %s: %,d operations, %d failed, goodput x%.2f, p99 x%.2f: %s%n    %s%n",
        sample.variant(),
        sample.by(),
        sample.attack(),
        sample.operations(),
        sample.failed(),
        sample.goodputRatio(),
        sample.p99Ratio(),
        sample.check(),
        sample.replay());
  }

  private static String padded(String cell, int width) {
    return cell + " ".repeat(Math.max(1, width - cell.length()));
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
