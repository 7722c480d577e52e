package org.quorate.console.commands;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.console.simulation.Adversaries;
import org.quorate.host.composition.Composition;
import org.quorate.host.composition.VariantFiles;
import org.quorate.host.parts.Parts;
import org.quorate.simulator.Exploration;
import org.quorate.simulator.ExplorationReport;
import org.quorate.simulator.SmallScope;
import org.quorate.simulator.SmallScope.Cast;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code quorate explore}. */
@Command(
    name = "explore",
    description = {
      "Try all orders of the events of a small scenario of a variant's protocol, breadth first;",
      "fails with a shortest way to a violation if there is one."
    },
    mixinStandardHelpOptions = true)
public final class ExploreCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Option(
      names = "--variant",
      paramLabel = "NAME or FILE",
      defaultValue = "bft-bc",
      description = "A shipped variant or a file (default: ${DEFAULT-VALUE}).")
  private String variant;

  @Mixin private SizeOptions size;

  @Option(
      names = "--cast",
      paramLabel = "CAST",
      defaultValue = "TWO_WRITERS",
      description = "Who is there: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Cast cast;

  @Option(
      names = "--liars",
      paramLabel = "N",
      description = "How many replicas lie (default: as many as tolerated).")
  private @Nullable Integer liars;

  @Option(
      names = "--lie",
      paramLabel = "NAME",
      defaultValue = "forgetful",
      description = {
        "How; what it answers must follow from the state and the request, as with forgetful,",
        "permissive and silent (default: ${DEFAULT-VALUE})."
      })
  private String lie;

  @Option(
      names = "--cheat",
      paramLabel = "NAME",
      defaultValue = "equivocate",
      description = "How the cheat of the cast cheats (default: ${DEFAULT-VALUE}).")
  private String cheat;

  @Option(
      names = "--states",
      paramLabel = "N",
      defaultValue = "200000",
      description = "Stop after so many states, 1 KB each (default: ${DEFAULT-VALUE}).")
  private int statesMax;

  @Mixin private BundlesOption bundles;
  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    if (statesMax < 1) {
      throw wrong("--states is at least 1");
    }
    int count = liars == null ? size.tolerated() : liars;
    if (count < 0 || count > size.replicas()) {
      throw wrong("--liars is between 0 and the number of replicas, " + size.replicas());
    }
    try (Parts parts = bundles.start()) {
      Composition composition =
          Composition.of(VariantFiles.load(variant), size.replicas(), size.tolerated(), parts);
      Adversaries installed = Adversaries.installed(parts);
      SmallScope scope =
          SmallScope.of(
              composition.protocol(),
              composition.quorums(),
              cast,
              count,
              only("--lie", lie, installed.lies(), ReplicaAdversary::name),
              only("--cheat", cheat, installed.cheats(), ClientAdversary::name));
      ExplorationReport report = Exploration.of(scope, statesMax);
      output.print(ExplorationReport.class, report, out -> out.print(report.text()));
      return report.holds() ? 0 : 1;
    }
  }

  private <T> T only(String option, String wanted, List<T> known, Function<T, String> name) {
    return known.stream()
        .filter(one -> name.apply(one).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    option
                        + ": there is no '"
                        + wanted
                        + "' but "
                        + String.join(", ", known.stream().map(name).toList())));
  }

  private ParameterException wrong(String what) {
    return new ParameterException(command.commandLine(), what);
  }
}
