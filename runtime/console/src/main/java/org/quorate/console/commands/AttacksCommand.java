package org.quorate.console.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.console.attacks.Matrix;
import org.quorate.console.attacks.MatrixPage;
import org.quorate.console.attacks.MatrixText;
import org.quorate.console.attacks.Row;
import org.quorate.host.parts.BundleFiles;
import org.quorate.host.parts.Parts;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code quorate attacks}. */
@Command(
    name = "attacks",
    description = {
      "List the attacks that must be withstood, what each must lead to and what holds it to that;",
      "and the installed liars and cheats that play them."
    },
    mixinStandardHelpOptions = true)
public final class AttacksCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @ArgGroup private Choice choice = new Choice();

  /** What is shown instead of everything. */
  static final class Choice {
    @Option(
        names = "--row",
        paramLabel = "ID",
        split = ",",
        description = "These rows with their tests, for example B2.")
    private List<String> rows = List.of();

    @Option(
        names = "--part",
        paramLabel = "NAME",
        description = "This liar or cheat, and the rows that it plays with their tests.")
    private @Nullable String part;

    @Option(names = "--markdown", description = "The page docs/attacks.md.")
    private boolean page;
  }

  @Mixin private Output output;

  /** The rows and parts that were asked for. */
  record Report(List<Row> rows, List<Part> parts) {}

  /**
   * An installed liar or cheat.
   *
   * @param by who it is, replica or client
   */
  record Part(String name, String by, String description) {}

  @Override
  public Integer call() throws IOException {
    Matrix matrix = Matrix.shipped();
    if (choice.page) {
      PrintWriter out = command.commandLine().getOut();
      out.print(MatrixPage.of(matrix));
      out.flush();
    } else if (choice.rows.isEmpty()) {
      show(matrix, installed());
    } else {
      details(new Report(chosen(matrix), List.of()));
    }
    return 0;
  }

  private void show(Matrix matrix, List<Part> installed) {
    String wanted = choice.part;
    if (wanted == null) {
      output.print(
          Report.class,
          new Report(matrix.rows(), installed),
          out -> {
            out.print(MatrixText.overview(matrix));
            for (String by : List.of("replica", "client")) {
              out.printf("%nInstalled, for a %s to play%n", by);
              out.print(glossary(installed.stream().filter(part -> part.by().equals(by)).toList()));
            }
          });
      return;
    }
    List<Part> parts = installed.stream().filter(part -> part.name().equals(wanted)).toList();
    if (parts.isEmpty()) {
      throw wrong(
          "there is no liar or cheat '"
              + wanted
              + "'; installed: "
              + installed.stream().map(Part::name).collect(Collectors.joining(", ")));
    }
    details(
        new Report(
            matrix.rows().stream().filter(row -> row.parts().contains(wanted)).toList(), parts));
  }

  private void details(Report report) {
    output.print(
        Report.class,
        report,
        out -> {
          out.print(glossary(report.parts()));
          report.rows().forEach(row -> out.print(MatrixText.details(row)));
        });
  }

  private List<Row> chosen(Matrix matrix) {
    List<Row> rows = new ArrayList<>();
    for (String id : choice.rows) {
      rows.add(
          matrix.rows().stream()
              .filter(row -> row.id().equalsIgnoreCase(id))
              .findFirst()
              .orElseThrow(
                  () ->
                      wrong(
                          "there is no row '"
                              + id
                              + "'; rows: "
                              + matrix.rows().stream()
                                  .map(Row::id)
                                  .collect(Collectors.joining(" ")))));
    }
    return rows;
  }

  private static List<Part> installed() throws IOException {
    try (Parts parts = Parts.start(BundleFiles.find())) {
      List<Part> installed = new ArrayList<>();
      for (String name : parts.names(ReplicaAdversary.class)) {
        installed.add(
            parts
                .lease(ReplicaAdversary.class, name)
                .call(liar -> new Part(liar.name(), "replica", liar.description())));
      }
      for (String name : parts.names(ClientAdversary.class)) {
        installed.add(
            parts
                .lease(ClientAdversary.class, name)
                .call(cheat -> new Part(cheat.name(), "client", cheat.description())));
      }
      return installed;
    }
  }

  private static String glossary(List<Part> parts) {
    Map<String, String> descriptions = new LinkedHashMap<>();
    parts.forEach(part -> descriptions.put(part.name(), part.description()));
    return MatrixText.glossary(descriptions);
  }

  private ParameterException wrong(String what) {
    return new ParameterException(command.commandLine(), what);
  }
}
