package org.quorate.console.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.quorate.console.bench.Bench;
import org.quorate.console.bench.BenchReport;
import org.quorate.console.bench.BenchSettings;
import org.quorate.console.cluster.FolderTree;
import org.quorate.console.load.LoadSettings;
import org.quorate.host.composition.Part;
import org.quorate.host.composition.VariantFiles;
import org.quorate.host.composition.WrittenVariant;
import org.quorate.host.configuration.Limits;
import org.quorate.host.parts.BundleFiles;
import org.quorate.host.parts.Parts;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code quorate bench}. */
@Command(
    name = "bench",
    description = {
      "Compare variants: put the same load on a throw-away cluster of each, in alternating rounds,",
      "and check what was recorded; fails if a history is not what its variant promises. Or",
      "compare one variant with itself while faulty clients flood it (--flood)."
    },
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
  private static final String CLIENT = "bench";
  private static final Duration OPERATION_DEADLINE = Duration.ofSeconds(30);
  private static final long SEED = 1;
  private static final long CLEANING_SECONDS_MAX = 60;

  @Mixin private Output output;
  @Spec private CommandSpec command;

  @Option(
      names = "--variants",
      paramLabel = "FILE or NAME",
      split = ",",
      defaultValue = "bft-bc,pbft-bc,pbft-bc-rsa",
      description =
          "Shipped variants or YAML files; ratios are to the first (default: ${DEFAULT-VALUE}).")
  private List<String> variants;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      defaultValue = "4",
      description = "Of each cluster (default: ${DEFAULT-VALUE}).")
  private int replicas;

  @Option(
      names = "--store",
      paramLabel = "NAME",
      defaultValue = "memory",
      description = "In the place of the variants' own (default: ${DEFAULT-VALUE}).")
  private String store;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "16",
      description = "How many, one operation at a time each (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Mixin private WorkloadOptions workload;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "6",
      description = "Of a round of one variant (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "15",
      description = "Of each variant, before the first round (default: ${DEFAULT-VALUE}).")
  private double warmUpSeconds;

  @Option(
      names = "--rounds",
      paramLabel = "R",
      defaultValue = "5",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--flood",
      paramLabel = "N",
      split = ",",
      description = {
        "Measure the one variant also with N clients that flood it, with valid and with invalid",
        "requests; several numbers may be given."
      })
  private List<Integer> flooders = List.of();

  @Option(
      names = "--client-rate",
      paramLabel = "R",
      description = {
        "The clusters' limit requestsPerClientSecondMax (default: as `init` sets it)."
      })
  private @Nullable Integer clientRate;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "A new folder for report and histories (default: they are not kept).")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    BenchSettings settings = settings();
    if (out != null) {
      prepare(out);
    }
    CountDownLatch cleaned = new CountDownLatch(1);
    endOrderlyWhenTold(Thread.currentThread(), cleaned);
    try (Parts parts = Parts.start(BundleFiles.find())) {
      BenchReport report = new Bench(settings, parts, this::progress).run(out);
      if (out != null) {
        Files.writeString(out.resolve("report.txt"), report.text());
        Files.writeString(out.resolve("report.json"), Output.json(BenchReport.class, report));
      }
      output.print(BenchReport.class, report, printer -> printer.print(report.text()));
      return report.holds() ? 0 : 1;
    } catch (InterruptedException e) {
      // Said here and not by the caller, who may not live to do so.
      progress("bench: interrupted; its replicas are stopped and their folders deleted");
      return CommandLine.ExitCode.SOFTWARE;
    } finally {
      cleaned.countDown();
    }
  }

  /** When this process is told to end, the comparison ends early and cleans up before it does. */
  private static void endOrderlyWhenTold(Thread working, CountDownLatch cleaned) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (cleaned.getCount() > 0) {
                    working.interrupt();
                  }
                  try {
                    cleaned.await(CLEANING_SECONDS_MAX, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "quorate-bench-end"));
  }

  private void progress(String line) {
    command.commandLine().getErr().println(line);
  }

  private BenchSettings settings() throws IOException {
    List<WrittenVariant> chosen = new ArrayList<>();
    for (String name : variants) {
      chosen.add(VariantFiles.load(name).on(Part.named(store)));
    }
    try {
      LoadSettings load =
          new LoadSettings(
              CLIENT,
              clients,
              duration(seconds),
              workload.reads(),
              workload.keys(),
              workload.valueBytes(),
              OPERATION_DEADLINE,
              SEED);
      return new BenchSettings(
          chosen, replicas, load, duration(warmUpSeconds), rounds, limits(), flooders);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private Limits limits() {
    return clientRate == null
        ? Limits.DEFAULT
        : Limits.DEFAULT.with(Map.of("requestsPerClientSecondMax", clientRate));
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  private static void prepare(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (!FolderTree.isEmpty(folder)) {
      throw new IOException(folder + " is not empty; choose another folder with --out");
    }
  }
}
