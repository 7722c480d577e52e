package org.quorate.console.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.quorate.console.swap.SwapReport;
import org.quorate.console.swap.SwapRun;
import org.quorate.console.swap.SwapSettings;
import org.quorate.host.parts.BundleFiles;
import org.quorate.host.parts.Parts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code quorate swaps}. */
@Command(
    name = "swaps",
    description = {
      "Exchange providers back and forth, on all replicas and the clients of a load; report failed",
      "operations, the longest stall, the verdict on the history, and what the processes hold at the",
      "end; fails if an operation did or the history does not hold."
    },
    mixinStandardHelpOptions = true)
public final class SwapsCommand implements Callable<Integer> {
  private static final int SHOWN = 20;

  @Spec private CommandSpec command;
  @Mixin private ClusterArgument argument;

  @Option(
      names = "--providers",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "jdk,bouncycastle",
      description = "Who serves in turn (default: ${DEFAULT-VALUE}).")
  private List<String> providers;

  @Option(
      names = "--times",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many exchanges (default: ${DEFAULT-VALUE}).")
  private int times;

  @Option(
      names = "--client",
      paramLabel = "NAME",
      defaultValue = "swaps",
      description =
          "The clients are NAME-1 and so on, issued on first use (default: ${DEFAULT-VALUE}).")
  private String name;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "180",
      description = {
        "How long the load runs before all else, unless the heaps are steady earlier, because what",
        "is remembered of operations has reached its bound (default: ${DEFAULT-VALUE})."
      })
  private int warmUpSeconds;

  @Option(
      names = "--quiet",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = {
        "How long each provider serves without an exchange before, to compare with (default:",
        "${DEFAULT-VALUE})."
      })
  private int quietSeconds;

  @Option(
      names = "--bundle",
      paramLabel = "JAR",
      description = {
        "The bundle that offers the first provider, brought for each exchange to it and taken away",
        "after each from it."
      })
  private @Nullable Path bundle;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Parts parts = Parts.start(BundleFiles.find())) {
      SwapReport report = new SwapRun(argument.existing(), parts, settings(), this::progress).run();
      output.print(SwapReport.class, report, out -> out.print(report.text()));
      return report.holds() ? 0 : 1;
    }
  }

  private SwapSettings settings() {
    try {
      return new SwapSettings(
          providers,
          times,
          name,
          clients,
          Duration.ofSeconds(warmUpSeconds),
          Duration.ofSeconds(quietSeconds),
          bundle);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void progress(int done) {
    if (done * SHOWN / times > (done - 1) * SHOWN / times) {
      PrintWriter err = command.commandLine().getErr();
      err.printf("swaps: %,d of %,d%n", done, times);
      err.flush();
    }
  }
}
