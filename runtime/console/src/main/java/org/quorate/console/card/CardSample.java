package org.quorate.console.card;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.model.ReplicaId;
import org.quorate.client.QuorateClient;
import org.quorate.conformance.history.CheckOptions;
import org.quorate.conformance.history.HistoryCheck;
import org.quorate.conformance.history.HistoryReader;
import org.quorate.conformance.history.HistoryWriter;
import org.quorate.conformance.history.Report;
import org.quorate.console.card.ReportCard.Sample;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.console.cluster.ClusterInit;
import org.quorate.console.cluster.RunningCluster;
import org.quorate.console.load.Load;
import org.quorate.console.load.LoadClients;
import org.quorate.console.load.LoadReport;
import org.quorate.console.load.LoadSettings;
import org.quorate.console.simulation.Adversaries;
import org.quorate.host.configuration.BundlePolicy;
import org.quorate.host.configuration.Limits;
import org.quorate.host.parts.Parts;

/**
 * Attacks on a cluster of processes under load: the last replica lies, or two clients cheat. Before
 * each attack the same load runs without it, with that replica started as freshly.
 */
final class CardSample {
  private static final String WORKER = "worker";
  private static final int WORKERS = 4;
  private static final int KEYS = 4;
  private static final double READS = 0.5;
  private static final int VALUE_BYTES = 100;
  private static final Duration OPERATION_DEADLINE = Duration.ofSeconds(20);

  private final CardSettings settings;
  private final Parts parts;
  private final Path folder;
  private final Consumer<String> progress;

  /**
   * A sample that has not begun.
   *
   * @param folder for the cluster and the histories
   */
  CardSample(CardSettings settings, Parts parts, Path folder, Consumer<String> progress) {
    this.settings = settings;
    this.parts = parts;
    this.folder = folder;
    this.progress = progress;
  }

  /** Carries out the sampled attacks that the first variant claims to withstand. */
  List<Sample> run() throws IOException, InterruptedException {
    Adversaries wanted = Adversaries.installed(parts).named(settings.sample());
    if (wanted.names().isEmpty()) {
      return List.of();
    }
    ClusterFolder cluster =
        new ClusterInit(parts)
            .create(
                folder.resolve("cluster"),
                new ClusterInit.Request(
                    settings.variants().get(0),
                    settings.replicas(),
                    settings.tolerated(),
                    CheatingClients.NAMES,
                    null,
                    Limits.DEFAULT,
                    BundlePolicy.DEVELOPMENT,
                    List.of()));
    progress.accept("starting the processes of " + settings.labels().get(0));
    try (RunningCluster running = RunningCluster.start(cluster);
        LoadClients workers = new LoadClients(cluster, parts, WORKER, WORKERS)) {
      Attacked attacked = new Attacked(running, workers.all());
      List<Sample> samples = new ArrayList<>();
      for (ReplicaAdversary lie : wanted.lies()) {
        samples.add(attacked.byReplica(lie.name()));
      }
      for (ClientAdversary cheat : wanted.cheats()) {
        samples.add(attacked.byClients(cheat));
      }
      return samples;
    }
  }

  /** The cluster that is attacked. */
  private final class Attacked {
    private final RunningCluster cluster;
    private final List<QuorateClient> workers;
    private final ReplicaId last = new ReplicaId(settings.replicas());

    Attacked(RunningCluster cluster, List<QuorateClient> workers) {
      this.cluster = cluster;
      this.workers = workers;
    }

    Sample byReplica(String lie) throws IOException, InterruptedException {
      restart(null);
      LoadReport calm = new Load(load(), null).run(workers);
      restart(lie);
      Path history = history(lie);
      LoadReport report;
      try (HistoryWriter writer = HistoryWriter.to(history)) {
        report = new Load(load(), writer).run(workers);
      }
      restart(null);
      return sample(
          lie, "replica", calm, report, history, "quorate replica FOLDER --adversary " + lie);
    }

    Sample byClients(ClientAdversary cheat) throws IOException, InterruptedException {
      LoadReport calm = new Load(load(), null).run(workers);
      Path history = history(cheat.name());
      LoadReport report;
      try (HistoryWriter writer = HistoryWriter.to(history);
          CheatingClients cheats = CheatingClients.open(cluster.folder(), parts, cheat)) {
        Load load = new Load(load(), writer);
        cheats.begin(load, KEYS);
        report = load.run(workers);
      }
      return sample(
          cheat.name(),
          "client",
          calm,
          report,
          history,
          "quorate attack DIR --client NAME " + cheat.name());
    }

    private Path history(String attack) {
      return folder.resolve("history-" + attack + ".jsonl");
    }

    private LoadSettings load() {
      return new LoadSettings(
          WORKER,
          WORKERS,
          Duration.ofSeconds(settings.sampleSeconds()),
          READS,
          KEYS,
          VALUE_BYTES,
          OPERATION_DEADLINE,
          1);
    }

    private void restart(@Nullable String lie) throws IOException {
      Optional<ProcessHandle> serving = cluster.processes().serving(last);
      if (serving.isEmpty()) {
        throw new IOException(last + " has ended by itself; see its log");
      }
      cluster.processes().stop(List.of(serving.get()));
      cluster.processes().start(last, lie);
    }

    private Sample sample(
        String attack, String by, LoadReport calm, LoadReport attacked, Path history, String replay)
        throws IOException {
      Report check =
          HistoryCheck.check(
              HistoryReader.read(history),
              CheckOptions.atomic().faultyClients(Set.copyOf(CheatingClients.NAMES)));
      progress.accept("attacked by " + by + " " + attack + ": " + check.summary().strip());
      return new Sample(
          settings.labels().get(0),
          attack,
          by,
          attacked.operations(),
          attacked.failed(),
          attacked.throughput() / calm.throughput(),
          p99(attacked) / p99(calm),
          check.holds(),
          check.text().strip(),
          replay);
    }

    private double p99(LoadReport report) {
      return Math.max(report.reads().p99Micros(), report.writes().p99Micros());
    }
  }
}
