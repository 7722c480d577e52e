package org.quorate.console.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.quorate.api.register.Guarantee.Semantics;
import org.quorate.conformance.history.CheckOptions;
import org.quorate.conformance.history.History;
import org.quorate.conformance.history.HistoryCheck;
import org.quorate.conformance.history.HistoryReader;
import org.quorate.conformance.history.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quorate check}. */
@Command(
    name = "check",
    description = "Check a history against what registers promise; fails if it is violated.",
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

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    History history = HistoryReader.read(file);
    Report report =
        HistoryCheck.check(
            history, CheckOptions.atomic().semantics(semantics).faultyClients(Set.copyOf(faulty)));
    output.print(Report.class, report, out -> out.print(report.text()));
    return report.holds() ? 0 : 1;
  }
}
