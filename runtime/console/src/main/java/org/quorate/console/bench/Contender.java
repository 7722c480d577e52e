package org.quorate.console.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.register.Guarantee.Semantics;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.history.CheckOptions;
import org.quorate.conformance.history.HistoryCheck;
import org.quorate.conformance.history.HistoryReader;
import org.quorate.conformance.history.HistoryWriter;
import org.quorate.conformance.history.Report;
import org.quorate.console.cluster.ClusterInit;
import org.quorate.console.cluster.RunningCluster;
import org.quorate.console.load.Load;
import org.quorate.console.load.LoadClients;
import org.quorate.console.load.LoadReport;
import org.quorate.host.composition.WrittenVariant;
import org.quorate.host.configuration.BundlePolicy;
import org.quorate.host.parts.Parts;

/** One variant: its cluster of processes and its clients, for as long as the comparison takes. */
final class Contender implements AutoCloseable {
  private final String label;
  private final BenchSettings settings;
  private final Semantics promised;
  private final RunningCluster cluster;
  private final LoadClients clients;
  private final Flood flood;

  private Contender(
      String label,
      BenchSettings settings,
      Semantics promised,
      RunningCluster cluster,
      LoadClients clients,
      Flood flood) {
    this.label = label;
    this.settings = settings;
    this.promised = promised;
    this.cluster = cluster;
    this.clients = clients;
    this.flood = flood;
  }

  /** Makes a cluster of {@code written} in {@code folder}, starts it and connects the clients. */
  static Contender start(
      String label, WrittenVariant written, BenchSettings settings, Path folder, Parts parts)
      throws IOException {
    ClusterInit.Request request =
        new ClusterInit.Request(
            written,
            settings.replicas(),
            null,
            List.of(),
            null,
            settings.limits(),
            BundlePolicy.DEVELOPMENT,
            List.of());
    RunningCluster cluster = RunningCluster.start(new ClusterInit(parts).create(folder, request));
    try {
      Semantics promised =
          parts
              .lease(RegisterProtocol.class, written.variant().protocol().name())
              .call(protocol -> protocol.guarantee().semantics());
      Flood flood = Flood.prepare(cluster.folder(), parts, settings.floodersMax());
      return new Contender(
          label,
          settings,
          promised,
          cluster,
          new LoadClients(
              cluster.folder(), parts, settings.load().clientName(), settings.load().clients()),
          flood);
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  String label() {
    return label;
  }

  /**
   * The load, not recorded, so that code is compiled and links are up when it counts; in the floods
   * as well, a part of the time in each.
   */
  void warmUp() throws IOException, InterruptedException {
    new Load(settings.warmUpLoad(), null).run(clients.all());
    for (FloodKind kind : settings.floods()) {
      try (Flood.UnderWay underWay = flood.begin(kind)) {
        new Load(settings.warmUpLoad(), null).run(clients.all());
        underWay.answered();
      }
    }
  }

  /**
   * The load, recorded into {@code historyFile}, and the check of what was recorded.
   *
   * @param rowLabel what the report calls this
   * @param kind of the flood in which the load is; null for none
   */
  Round measure(int number, String rowLabel, @Nullable FloodKind kind, Path historyFile)
      throws IOException, InterruptedException {
    LoadReport report;
    double replicaCpu;
    double clientCpu;
    long flooded;
    try (Flood.UnderWay underWay = flood.begin(kind);
        HistoryWriter history = HistoryWriter.to(historyFile)) {
      replicaCpu = replicaCpuSeconds();
      clientCpu = cpuSeconds(ProcessHandle.current());
      flooded = underWay.answered();
      report = new Load(settings.load(), history).run(clients.all());
      flooded = underWay.answered() - flooded;
      clientCpu = cpuSeconds(ProcessHandle.current()) - clientCpu;
      replicaCpu = replicaCpuSeconds() - replicaCpu;
    }
    Report check =
        HistoryCheck.check(
            HistoryReader.read(historyFile), CheckOptions.atomic().semantics(promised));
    return new Round(
        number,
        rowLabel,
        report,
        replicaCpu,
        clientCpu,
        flooded,
        check.holds(),
        check.text().strip());
  }

  private double replicaCpuSeconds() throws IOException {
    double seconds = 0;
    for (ReplicaId replica : cluster.replicas()) {
      Optional<ProcessHandle> process = cluster.processes().serving(replica);
      if (process.isEmpty()) {
        throw new IOException(replica + " of " + label + " has ended by itself");
      }
      seconds += cpuSeconds(process.get());
    }
    return seconds;
  }

  private static double cpuSeconds(ProcessHandle process) {
    return process.info().totalCpuDuration().map(used -> used.toNanos() / 1e9).orElse(0.0);
  }

  @Override
  public void close() throws IOException {
    clients.close();
    cluster.close();
  }
}
