package org.quorate.console.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.quorate.console.card.CardRun;
import org.quorate.console.card.CardSettings;
import org.quorate.console.card.ReportCard;
import org.quorate.console.simulation.Adversaries;
import org.quorate.host.composition.VariantFiles;
import org.quorate.host.composition.WrittenVariant;
import org.quorate.host.parts.BundleFiles;
import org.quorate.host.parts.Parts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code quorate report-card}. */
@Command(
    name = "report-card",
    description = {
      "Try every attack on every variant, in simulation and a sample of them on processes; fails",
      "if a variant breaks a promise, or if nothing breaks where something must."
    },
    mixinStandardHelpOptions = true)
public final class ReportCardCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Option(
      names = "--variants",
      paramLabel = "NAME or FILE",
      split = ",",
      defaultValue = "bft-bc-base,bft-bc,bft-bc-strong,pbft-bc,abd",
      description = "Shipped variants or YAML files (default: ${DEFAULT-VALUE}).")
  private List<String> variants;

  @Mixin private SizeOptions size;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "200",
      description = "How many runs of each attack on each variant (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Threads (default: one for each processor).")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--sample",
      paramLabel = "ATTACK",
      split = ",",
      defaultValue = "stale,twin,equivocate,lurking",
      description = {
        "The attacks that are also carried out on processes of the first variant, or `none`",
        "(default: ${DEFAULT-VALUE})."
      })
  private List<String> sample;

  @Option(
      names = "--sample-seconds",
      paramLabel = "S",
      defaultValue = "3",
      description = "For how long each, and as long without it (default: ${DEFAULT-VALUE}).")
  private int sampleSeconds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "A new or empty folder for card.txt, card.json and card.html.")
  private Path out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (seeds < 1 || jobs < 1 || sampleSeconds < 1) {
      throw new ParameterException(
          command.commandLine(), "--seeds, --jobs and --sample-seconds are at least 1");
    }
    List<WrittenVariant> loaded = new ArrayList<>();
    for (String variant : variants) {
      loaded.add(VariantFiles.load(variant));
    }
    CardSettings settings =
        new CardSettings(
            variants,
            loaded,
            size.replicas(),
            size.tolerated(),
            seeds,
            jobs,
            sample,
            sampleSeconds);
    PrintWriter err = command.commandLine().getErr();
    PrintWriter console = command.commandLine().getOut();
    try (Parts parts = Parts.start(BundleFiles.find())) {
      checkSample(parts);
      ReportCard card =
          new CardRun(
                  settings,
                  parts,
                  step -> {
                    err.println("report-card: " + step);
                    err.flush();
                  })
              .into(out);
      console.print(card.text());
      console.println("the same as a page: " + out.resolve(CardRun.PAGE));
      console.flush();
      return card.holds() ? 0 : 1;
    }
  }

  private void checkSample(Parts parts) {
    try {
      Adversaries.installed(parts).named(sample);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--sample: " + e.getMessage(), e);
    }
  }
}
