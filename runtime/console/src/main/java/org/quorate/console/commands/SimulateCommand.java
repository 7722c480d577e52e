package org.quorate.console.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.quorate.conformance.lab.Cryptography;
import org.quorate.conformance.lab.Lab.Leaving;
import org.quorate.conformance.protocol.ProtocolRun.Until;
import org.quorate.conformance.protocol.RunResult;
import org.quorate.conformance.protocol.Scenario.Travel;
import org.quorate.console.simulation.Adversaries;
import org.quorate.host.composition.Composition;
import org.quorate.host.composition.VariantFiles;
import org.quorate.host.parts.Parts;
import org.quorate.simulator.Campaign;
import org.quorate.simulator.CampaignReport;
import org.quorate.simulator.SequenceDiagram;
import org.quorate.simulator.Setup;
import org.quorate.simulator.Setup.Fault;
import org.quorate.simulator.Shrinker;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code quorate simulate}. */
@Command(
    name = "simulate",
    description = {
      "Run a variant's protocol under a seed and a virtual clock, with faults and liars; fails if",
      "a run breaks a promise."
    },
    mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,18})\\.\\.(\\d{1,18})");

  /** How many failing runs are made smaller, to show the smallest of them. */
  private static final int SHRUNK_MAX = 5;

  @Spec private CommandSpec command;

  @Option(
      names = "--variant",
      paramLabel = "NAME or FILE",
      defaultValue = "pbft-bc",
      description = "A shipped variant or a file (default: ${DEFAULT-VALUE}).")
  private String variant;

  @Mixin private SizeOptions size;

  @Option(
      names = "--liars",
      paramLabel = "N",
      description = "How many replicas lie in each run (default: as many as tolerated).")
  private @Nullable Integer liars;

  @Option(
      names = "--windows",
      paramLabel = "N",
      description = {
        "The liars move: they are in other replicas in each of N windows, up to all (default: they",
        "stay where they are)."
      })
  private int windows;

  @Option(
      names = "--leaving",
      paramLabel = "HOW",
      defaultValue = "AS_IT_IS",
      description = {
        "With --windows, how liars leave a replica: ${COMPLETION-CANDIDATES}; REPAIRED as if it had",
        "never been taken (default: ${DEFAULT-VALUE})."
      })
  private Leaving leaving;

  @Option(
      names = "--adversary",
      paramLabel = "NAME",
      split = ",",
      description = {
        "The lies and cheats that runs choose from (default: all that the protocol claims to",
        "withstand; `none` for none). `quorate attacks` lists them."
      })
  private @Nullable List<String> adversaries;

  @Option(
      names = "--faults",
      paramLabel = "FAULT",
      split = ",",
      description = "What else goes wrong: ${COMPLETION-CANDIDATES} (default: all).")
  private List<Fault> faults = List.of(Fault.values());

  /** Where signatures and certificates come from. */
  enum Crypto {
    SYMBOLIC,
    REAL
  }

  @Option(
      names = "--crypto",
      paramLabel = "KIND",
      defaultValue = "SYMBOLIC",
      description = {
        "SYMBOLIC: unforgeable by construction, at no cost. REAL: the variant's own schemes, and",
        "every message, journal and state through its codec (default: ${DEFAULT-VALUE})."
      })
  private Crypto crypto;

  @ArgGroup private Seeds seeds = new Seeds();

  /** Many seeds, or one. */
  static final class Seeds {
    @Option(
        names = "--seeds",
        paramLabel = "A..B",
        defaultValue = "1..1000",
        description = "Default: ${DEFAULT-VALUE}.")
    private String range = "1..1000";

    @Option(names = "--seed", paramLabel = "S", description = "Replay this run alone.")
    private @Nullable Long one;
  }

  @Option(names = "--trace", paramLabel = "FILE", description = "With --seed: its whole trace.")
  private @Nullable Path trace;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "The smallest failing run that was found, as a sequence diagram.")
  private @Nullable Path html;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Threads (default: one for each processor).")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Mixin private BundlesOption bundles;
  @Mixin private Output output;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (jobs < 1) {
      throw wrong("--jobs is at least 1");
    }
    try (Parts parts = bundles.start()) {
      Setup setup = setup(parts);
      Long seed = seeds.one;
      return seed == null ? campaign(setup) : replay(setup, seed);
    }
  }

  private Setup setup(Parts parts) throws IOException {
    Composition composition =
        Composition.of(VariantFiles.load(variant), size.replicas(), size.tolerated(), parts);
    Adversaries installed = Adversaries.installed(parts);
    Adversaries chosen =
        adversaries == null
            ? installed.within(composition.protocol().guarantee().faults())
            : named(installed, adversaries);
    int count = liars == null ? (chosen.lies().isEmpty() ? 0 : size.tolerated()) : liars;
    if (count < 0 || count > size.replicas()) {
      throw wrong("--liars is between 0 and the number of replicas, " + size.replicas());
    }
    if (windows < 0) {
      throw wrong("--windows is at least 1");
    }
    if (count > 0 && chosen.lies().isEmpty()) {
      throw wrong("--liars " + count + " needs ways to lie: name some with --adversary");
    }
    Setup symbolic =
        new Setup(
            composition.protocol(),
            composition.quorums(),
            count,
            chosen.lies(),
            windows == 0 ? Travel.NONE : new Travel(windows, size.replicas(), leaving),
            chosen.cheats(),
            List.copyOf(faults),
            Cryptography.symbolic());
    return crypto == Crypto.SYMBOLIC
        ? symbolic
        : symbolic.real(composition.signatures(), composition.certificates());
  }

  private Adversaries named(Adversaries installed, List<String> names) {
    try {
      return installed.named(names);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private int campaign(Setup setup) throws IOException, InterruptedException {
    Matcher range = RANGE.matcher(seeds.range);
    if (!range.matches()) {
      throw wrong("--seeds is a range such as 1..1000, not '" + seeds.range + "'");
    }
    long first = Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(2));
    if (last < first) {
      throw wrong("--seeds '" + seeds.range + "' is empty");
    }
    CampaignReport report = new Campaign(setup).run(first, last, jobs, progress(last - first + 1));
    RunResult smallest =
        report.failures().isEmpty()
            ? null
            : Shrinker.smallest(
                setup, report.tellingSeeds(SHRUNK_MAX).stream().map(setup::plan).toList());
    output.print(
        CampaignReport.class,
        report,
        out -> {
          out.print(report.text());
          if (smallest != null) {
            explain(out, smallest);
          }
        });
    if (smallest != null) {
      draw(smallest);
    }
    return report.failures().isEmpty() ? 0 : 1;
  }

  /** A line on the error stream whenever another twentieth is done. */
  private LongConsumer progress(long runs) {
    PrintWriter err = command.commandLine().getErr();
    AtomicLong shown = new AtomicLong();
    return ended -> {
      long twentieth = 20 * ended / runs;
      if (shown.getAndAccumulate(twentieth, Math::max) < twentieth) {
        err.printf("simulate: %,d of %,d runs%n", ended, runs);
        err.flush();
      }
    };
  }

  private int replay(Setup setup, long seed) throws IOException {
    RunResult result = setup.run(setup.plan(seed), Until.THE_END);
    Path traceFile = trace;
    if (traceFile != null) {
      Files.writeString(traceFile, result.trace().toString());
    }
    PrintWriter out = command.commandLine().getOut();
    if (result.holds()) {
      out.println("seed " + seed + ": no violation; " + result.history().text().strip());
    } else {
      RunResult smallest = Shrinker.shrink(setup, setup.plan(seed));
      explain(out, smallest);
      draw(smallest);
    }
    out.flush();
    return result.holds() ? 0 : 1;
  }

  private void explain(PrintWriter out, RunResult smallest) {
    out.printf(
        "%nThe smallest run found that fails like seed %d: %d deliveries, %d acts%n",
        smallest.seed(), smallest.deliveries(), smallest.plan().acts().size());
    smallest.plan().liars().forEach((replica, liar) -> out.println(replica + " " + liar.name()));
    smallest.problems().forEach(out::println);
    out.print(smallest.trace().withoutLost().chart(Integer.MAX_VALUE));
    out.println("replay: quorate simulate " + arguments() + " --seed " + smallest.seed());
  }

  private String arguments() {
    List<String> given = new ArrayList<>(List.of("--variant", variant));
    given.addAll(List.of("--replicas", "" + size.replicas(), "--tolerate", "" + size.tolerated()));
    if (liars != null) {
      given.addAll(List.of("--liars", "" + liars));
    }
    if (windows > 0) {
      given.addAll(List.of("--windows", "" + windows, "--leaving", "" + leaving));
    }
    if (adversaries != null) {
      given.addAll(List.of("--adversary", String.join(",", adversaries)));
    }
    if (!faults.equals(Arrays.asList(Fault.values()))) {
      given.addAll(
          List.of("--faults", String.join(",", faults.stream().map(Fault::name).toList())));
    }
    if (crypto != Crypto.SYMBOLIC) {
      given.addAll(List.of("--crypto", "" + crypto));
    }
    return String.join(" ", given);
  }

  private void draw(RunResult smallest) throws IOException {
    Path file = html;
    if (file != null) {
      Files.writeString(
          file, SequenceDiagram.page(variant + ", seed " + smallest.seed(), smallest));
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(command.commandLine(), what);
  }
}
