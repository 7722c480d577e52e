package org.quorate.console.attacks;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** The matrix on a terminal of 80 columns. */
public final class MatrixText {
  private static final int WIDTH = 80;

  private MatrixText() {}

  /** Every row in a few lines, and how many rows are in which state. */
  public static String overview(Matrix matrix) {
    StringBuilder text = new StringBuilder();
    for (Matrix.Section section : matrix.sections()) {
      text.append(String.format("%s%n", section.title()));
      TextTable table = table(5, 9, WIDTH - 5 - 9);
      for (Row row : section.rows()) {
        table.addRowValues(row.id(), row.state().text(), row.attack());
        table.addRowValues("", "", "-> " + row.outcome());
      }
      text.append(table).append(System.lineSeparator());
    }
    return text.append(counts(matrix.rows())).toString();
  }

  private static String counts(List<Row> rows) {
    Map<Row.State, Long> counts = new EnumMap<>(Row.State.class);
    rows.forEach(row -> counts.merge(row.state(), 1L, Long::sum));
    return String.format(
        "%d rows: %s%n",
        rows.size(),
        counts.entrySet().stream()
            .map(one -> one.getValue() + " " + one.getKey().text())
            .collect(Collectors.joining(", ")));
  }

  /** One row with all that is known of it. */
  public static String details(Row row) {
    TextTable table = table(12, WIDTH - 12);
    table.addRowValues(row.id(), row.state().text());
    table.addRowValues("  attack", row.attack());
    table.addRowValues("  outcome", row.outcome());
    String heading = "  played by";
    for (String part : row.parts()) {
      table.addRowValues(heading, part);
      heading = "";
    }
    heading = "  held by";
    for (Map.Entry<String, List<String>> ofClass : row.tests().entrySet()) {
      table.addRowValues(heading, ofClass.getKey());
      ofClass.getValue().forEach(test -> table.addRowValues("", "  " + test));
      heading = "";
    }
    if (row.processes()) {
      table.addRowValues("", "on real processes, too");
    }
    if (!row.missing().isBlank()) {
      table.addRowValues("  missing", row.missing());
    }
    return table.toString();
  }

  /** Two columns, the first as wide as names need. */
  public static String glossary(Map<String, String> descriptions) {
    TextTable table = table(17, WIDTH - 17);
    descriptions.forEach(table::addRowValues);
    return table.toString();
  }

  private static TextTable table(int... widths) {
    Column[] columns = new Column[widths.length];
    for (int i = 0; i < widths.length; i++) {
      columns[i] = new Column(widths[i], 0, Overflow.WRAP);
    }
    return TextTable.forColumns(Help.defaultColorScheme(Ansi.OFF), columns);
  }
}
