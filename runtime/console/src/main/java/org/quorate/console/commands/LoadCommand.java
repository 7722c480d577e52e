package org.quorate.console.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.quorate.conformance.history.HistoryWriter;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.console.load.Load;
import org.quorate.console.load.LoadClients;
import org.quorate.console.load.LoadReport;
import org.quorate.console.load.LoadSettings;
import org.quorate.host.parts.BundleFiles;
import org.quorate.host.parts.Parts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code quorate load}. */
@Command(
    name = "load",
    description = {
      "Put a mixed load on a cluster, and report throughput, latencies and errors.",
      "Each client carries out one operation at a time, on registers of this load's own."
    },
    mixinStandardHelpOptions = true)
public final class LoadCommand implements Callable<Integer> {
  @Mixin private ClusterArgument argument;
  @Mixin private Output output;
  @Spec private CommandSpec command;

  @Option(
      names = "--client",
      paramLabel = "NAME",
      required = true,
      description = "The clients are NAME-1, NAME-2 and so on, issued on first use.")
  private String name;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "How long (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Mixin private WorkloadOptions workload;

  @Option(
      names = "--deadline",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "Of an operation (default: ${DEFAULT-VALUE}).")
  private double deadlineSeconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of all choices (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description = "Record every operation, for `quorate check`.")
  private @Nullable Path history;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ClusterFolder cluster = argument.existing();
    LoadSettings settings = settings();
    try (Parts parts = Parts.start(BundleFiles.find());
        LoadClients opened = new LoadClients(cluster, parts, name, clients)) {
      LoadReport report;
      if (history == null) {
        report = new Load(settings, null).run(opened.all());
      } else {
        try (HistoryWriter writer = HistoryWriter.to(history)) {
          report = new Load(settings, writer).run(opened.all());
        }
      }
      output.print(LoadReport.class, report, out -> out.print(report.text()));
      return report.failed() == 0 && report.operations() > 0 ? 0 : 1;
    }
  }

  private LoadSettings settings() {
    try {
      return new LoadSettings(
          name,
          clients,
          duration(seconds),
          workload.reads(),
          workload.keys(),
          workload.valueBytes(),
          duration(deadlineSeconds),
          seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
