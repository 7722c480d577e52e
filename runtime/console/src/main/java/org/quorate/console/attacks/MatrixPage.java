package org.quorate.console.attacks;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The matrix as a page of the documentation, in Markdown. */
public final class MatrixPage {
  private static final String HEAD =
      """
      # Attacks

      What Quorate must withstand, row by row: the acceptance matrix. Up to f replicas and any number of clients are
      faulty, and the network is the attacker's. Beside its outcome every row demands that the history of the correct
      clients is linearizable, that the protocol's invariants hold, and that every operation of a correct client
      completes when a quorum of correct replicas can be reached, within the promised round trips.

      A row is *held* by tests whose names begin with its id, *in part* if something is missing that the row says, and
      *not yet* if Quorate lacks what it is about. `quorate attacks` shows the same on a terminal, `--row B2` and
      `--part stale` some of it. This page is made of `matrix.yaml` in `runtime/console` by

          ./quorate attacks --markdown > docs/attacks.md
      """;

  private MatrixPage() {}

  /** The whole page. */
  public static String of(Matrix matrix) {
    StringBuilder page = new StringBuilder(HEAD);
    for (Matrix.Section section : matrix.sections()) {
      page.append("\n## ").append(section.title()).append("\n\n");
      page.append("| | attack | outcome | played by | state | held by |\n");
      page.append("| --- | --- | --- | --- | --- | --- |\n");
      section.rows().forEach(row -> page.append(line(row)));
    }
    return page.toString();
  }

  private static String line(Row row) {
    List<String> cells =
        List.of(
            row.id(),
            row.attack(),
            row.outcome(),
            String.join(", ", row.parts()),
            row.state().text() + (row.missing().isBlank() ? "" : "; missing: " + row.missing()),
            tests(row));
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String tests(Row row) {
    return row.tests().entrySet().stream().map(MatrixPage::tests).collect(Collectors.joining("; "))
        + (row.processes() ? "; on real processes, too" : "");
  }

  private static String tests(Map.Entry<String, List<String>> ofClass) {
    return "`" + ofClass.getKey() + "`: " + String.join(", ", ofClass.getValue());
  }
}
