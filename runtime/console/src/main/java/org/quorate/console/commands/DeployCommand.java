package org.quorate.console.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.quorate.api.model.ReplicaId;
import org.quorate.client.QuorateClient;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.console.cluster.FolderTree;
import org.quorate.console.cluster.Nodes;
import org.quorate.host.codec.ForeignText;
import org.quorate.host.deploy.BundleState;
import org.quorate.host.deploy.NodeBundles;
import org.quorate.host.deploy.NodeFolder;
import org.quorate.host.wire.ReplicaStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quorate deploy}. */
@Command(
    name = "deploy",
    description = {
      "Bring a bundle to all processes of a cluster, or take it away again, while they run; fails if",
      "a replica that runs does not take it, and leaves everything as it was then."
    },
    mixinStandardHelpOptions = true)
public final class DeployCommand implements Callable<Integer> {
  private static final long FOLLOW_MILLIS_MAX = 90_000;

  @Mixin private ClusterArgument argument;

  @Parameters(index = "1", paramLabel = "JAR", description = "The bundle.")
  private Path bundle;

  @Option(names = "--remove", description = "Take the bundle of that file name away.")
  private boolean remove;

  @Option(names = "--allow-downgrade", description = "Also if a newer version of it is installed.")
  private boolean allowDowngrade;

  @Mixin private Output output;

  /** What one replica says of it. */
  record Verdict(String replica, String verdict, boolean isRefused) {}

  /** What became of it. */
  record Report(String file, List<Verdict> replicas) {}

  @Override
  public Integer call() throws IOException {
    ClusterFolder cluster = argument.existing();
    String file = bundle.getFileName().toString();
    if (!NodeFolder.isBundle(bundle)) {
      throw new CommandFailure(bundle + ": the name of a bundle's file ends in .jar");
    }
    try (QuorateClient operator = QuorateClient.open(cluster.operator().path())) {
      Nodes nodes = new Nodes(operator);
      Report report = remove ? takeAway(cluster, nodes, file) : bring(cluster, nodes, file);
      output.print(
          Report.class,
          report,
          out -> {
            report.replicas().forEach(one -> out.println(one.replica() + "  " + one.verdict()));
            if (report.replicas().isEmpty()) {
              out.println("no replica runs; they will start with it");
            }
          });
      return report.replicas().stream().anyMatch(Verdict::isRefused) ? 1 : 0;
    }
  }

  private Report bring(ClusterFolder cluster, Nodes nodes, String file) throws IOException {
    NodeBundles.examine(bundle, cluster.descriptor().bundles());
    List<Path> folders = cluster.nodes();
    folders.add(cluster.path());
    Path before = NodeFolder.deployFolder(cluster.path()).resolve(file);
    Path kept = Files.createTempDirectory("quorate-kept-");
    if (Files.exists(before)) {
      Files.copy(before, kept.resolve(file));
    }
    try {
      for (Path folder : folders) {
        NodeFolder.bring(bundle, folder, allowDowngrade);
      }
      String content = NodeFolder.fingerprint(bundle);
      Map<ReplicaId, ReplicaStatus> answers =
          nodes.await(status -> isJudged(status, file, content), FOLLOW_MILLIS_MAX);
      Report report = report(answers, file, content);
      if (report.replicas().stream().anyMatch(Verdict::isRefused)) {
        for (Path folder : folders) {
          if (Files.exists(kept.resolve(file))) {
            NodeFolder.bring(kept.resolve(file), folder, false);
          } else {
            NodeFolder.takeAway(file, folder);
          }
        }
      }
      return report;
    } finally {
      FolderTree.delete(kept);
    }
  }

  private static boolean isJudged(ReplicaStatus status, String file, String content) {
    return status.bundles().stream()
        .anyMatch(state -> state.file().equals(file) && state.fingerprint().equals(content));
  }

  private static Report report(Map<ReplicaId, ReplicaStatus> answers, String file, String content) {
    List<Verdict> verdicts = new ArrayList<>();
    answers.forEach(
        (replica, status) -> {
          BundleState state =
              status.bundles().stream()
                  .filter(one -> one.file().equals(file) && one.fingerprint().equals(content))
                  .findFirst()
                  .orElse(null);
          String said = state == null ? "has not taken it yet" : state.toString();
          verdicts.add(
              new Verdict(
                  replica.toString(),
                  ForeignText.shown(said),
                  state == null || !state.problem().isEmpty()));
        });
    return new Report(file, verdicts);
  }

  private static Report takeAway(ClusterFolder cluster, Nodes nodes, String file)
      throws IOException {
    List<Path> folders = cluster.nodes();
    folders.add(cluster.path());
    boolean wasThere = false;
    for (Path folder : folders) {
      wasThere |= NodeFolder.takeAway(file, folder);
    }
    if (!wasThere) {
      throw new CommandFailure("no process of this cluster has a bundle " + file);
    }
    Map<ReplicaId, ReplicaStatus> answers =
        nodes.await(
            status -> status.bundles().stream().noneMatch(state -> state.file().equals(file)),
            FOLLOW_MILLIS_MAX);
    List<Verdict> verdicts = new ArrayList<>();
    answers.forEach(
        (replica, status) -> {
          boolean isThere = status.bundles().stream().anyMatch(state -> state.file().equals(file));
          verdicts.add(
              new Verdict(
                  replica.toString(), isThere ? "has it still" : "has it no more", isThere));
        });
    return new Report(file, verdicts);
  }
}
