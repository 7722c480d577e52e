package org.quorate.console.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.quorate.api.register.Guarantee.Semantics;
import org.quorate.conformance.history.CheckOptions;
import org.quorate.conformance.history.History;
import org.quorate.conformance.history.HistoryCheck;
import org.quorate.conformance.history.HistoryReader;
import org.quorate.conformance.history.LurkingBound;
import org.quorate.conformance.history.Report;
import org.quorate.conformance.history.TimelinePage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quorate check}. */
@Command(
    name = "check",
    description = {
      "Check a history against what registers promise; fails if it is violated, and shows the",
      "smallest part of it that violates the promise by itself."
    },
    mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "One operation a line, in JSON.")
  private Path file;

  @Option(
      names = "--semantics",
      defaultValue = "ATOMIC",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Semantics semantics;

  @Option(
      names = "--faulty-client",
      paramLabel = "NAME",
      description = {
        "A client that may break the rules; repeatable. Its own operations are left out, its",
        "writes are inferred where others read them."
      })
  private List<String> faulty = List.of();

  @Option(
      names = "--removed",
      paramLabel = "NAME=NANOS",
      description = {
        "A faulty client that was removed from the system at a time of the history; repeatable.",
        "The writes that it left behind are counted."
      })
  private Map<String, Long> removed = Map.of();

  @Option(
      names = "--lurking-max",
      paramLabel = "N",
      defaultValue = "1",
      description = {
        "How many writes a removed client may have left on a register (default: ${DEFAULT-VALUE}).",
        "BFT-BC: 1, optimised 2, strong 1."
      })
  private int lurkingMax;

  @Option(
      names = "--masked-after",
      paramLabel = "N",
      defaultValue = "0",
      description = {
        "After how many successive writes of correct clients, called after the removal, none of",
        "those may show any more; 0 for never (default: ${DEFAULT-VALUE}). BFT-BC, strong: 2."
      })
  private int maskedAfter;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Draw what shows the violations into a page that needs no other file.")
  private @Nullable Path html;

  @Mixin private Output output;
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    CheckOptions options = options();
    History history = HistoryReader.read(file);
    Report report = HistoryCheck.check(history, options);
    if (html != null) {
      write(TimelinePage.of(report, history, options), html);
    }
    output.print(Report.class, report, out -> out.print(report.text()));
    return report.holds() ? 0 : 1;
  }

  private static void write(String page, Path file) throws IOException {
    try {
      Files.writeString(file, page);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": its folder does not exist", e);
    }
  }

  private CheckOptions options() {
    boolean bounded =
        List.of("--lurking-max", "--masked-after").stream()
            .anyMatch(command.commandLine().getParseResult()::hasMatchedOption);
    if (bounded && removed.isEmpty()) {
      throw wrong("--lurking-max and --masked-after are about clients that were --removed", null);
    }
    try {
      return CheckOptions.atomic()
          .semantics(semantics)
          .faultyClients(Set.copyOf(faulty))
          .removals(removed, new LurkingBound(lurkingMax, maskedAfter));
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()), e);
    }
  }

  private ParameterException wrong(String what, @Nullable Exception cause) {
    return new ParameterException(command.commandLine(), what, cause);
  }
}
