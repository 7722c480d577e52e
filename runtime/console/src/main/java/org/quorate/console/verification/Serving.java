package org.quorate.console.verification;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.conformance.history.CheckOptions;
import org.quorate.conformance.history.HistoryCheck;
import org.quorate.conformance.history.HistoryReader;
import org.quorate.conformance.history.HistoryWriter;
import org.quorate.conformance.history.Report;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.console.cluster.ClusterInit;
import org.quorate.console.cluster.FolderTree;
import org.quorate.console.cluster.RunningCluster;
import org.quorate.console.load.Load;
import org.quorate.console.load.LoadClients;
import org.quorate.console.load.LoadReport;
import org.quorate.console.load.LoadSettings;
import org.quorate.console.swap.SwapReport;
import org.quorate.console.swap.SwapRun;
import org.quorate.console.swap.SwapSettings;
import org.quorate.host.composition.Composition;
import org.quorate.host.configuration.BundlePolicy;
import org.quorate.host.configuration.Limits;
import org.quorate.host.parts.Deployed.Offer;
import org.quorate.host.parts.Parts;

/** Real clusters, a process for each replica, with a part at work in all of them. */
final class Serving {
  private static final int CLIENTS = 2;
  private static final int KEYS = 4;
  private static final int SWAPS = 10;
  private static final int OPERATIONS = 200;
  private static final Duration LOAD_MAX = Duration.ofSeconds(30);
  private static final Duration WARM_UP = Duration.ofSeconds(1);
  private static final Duration QUIET = Duration.ofMillis(200);
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final Path bundle;
  private final Path folder;

  /**
   * @param folder empty, for clusters that are thrown away
   */
  Serving(Path bundle, Path folder) {
    this.bundle = bundle;
    this.folder = folder;
  }

  /** A cluster that is made with the bundle serves a load, whose history holds. */
  String serve(Composition composition, Parts parts) throws IOException, InterruptedException {
    ClusterFolder cluster = create(composition, parts, List.of(bundle));
    Path recorded = folder.resolve("history.jsonl");
    LoadSettings settings =
        new LoadSettings(
            "verifier", CLIENTS, LOAD_MAX, 0.5, KEYS, LoadSettings.VALUE_BYTES_MIN, DEADLINE, 1);
    LoadReport report;
    try (RunningCluster running = RunningCluster.start(cluster);
        LoadClients clients = new LoadClients(running.folder(), parts, "verifier", CLIENTS);
        HistoryWriter history = HistoryWriter.to(recorded)) {
      Load load = new Load(settings, history);
      report = load.run(clients.all(), () -> load.completed() >= OPERATIONS);
    }
    Report verdict =
        HistoryCheck.check(
            HistoryReader.read(recorded),
            CheckOptions.atomic().semantics(composition.protocol().guarantee().semantics()));
    FolderTree.delete(cluster.path());
    String figures =
        String.format(
            Locale.ROOT,
            "%d processes served %,d operations, %,d failed",
            composition.quorums().replicas(),
            report.operations(),
            report.failed());
    if (report.failed() > 0 || report.operations() == 0 || !verdict.holds()) {
      throw new AssertionError(figures + "; " + report.failures() + "; " + verdict.text());
    }
    return figures + "; the history holds";
  }

  /** A cluster that runs gets the bundle, and loses it, again and again under load. */
  String swap(Offer<?> offer, Composition composition, Parts shipped)
      throws IOException, InterruptedException {
    String other = shipped.provider(offer.name());
    if (other == null) {
      throw new AssertionError("nobody else provides " + offer.name() + " to exchange it with");
    }
    ClusterFolder cluster = create(composition, shipped, List.of());
    SwapReport report;
    try (RunningCluster running = RunningCluster.start(cluster)) {
      report =
          new SwapRun(
                  running.folder(),
                  shipped,
                  new SwapSettings(
                      List.of(offer.provider(), other),
                      SWAPS,
                      "verifier",
                      CLIENTS,
                      WARM_UP,
                      QUIET,
                      bundle),
                  done -> {})
              .run();
    }
    FolderTree.delete(cluster.path());
    String figures =
        String.format(
            Locale.ROOT,
            "exchanged %d times with %s under %,d operations, %,d failed; the longest took %.1f ms",
            report.swaps(),
            other,
            report.load().operations(),
            report.load().failed(),
            report.swapping().maxMicros() / 1e3);
    if (!report.holds()) {
      throw new AssertionError(figures + "; " + report.load().failures() + "; " + report.history());
    }
    return figures + "; the history holds";
  }

  /** Whether parts of that type are exchanged in a cluster that runs. */
  static boolean isSwapped(Class<?> type) {
    return type == SignatureScheme.class;
  }

  private ClusterFolder create(Composition composition, Parts parts, List<Path> bundles)
      throws IOException {
    Files.createDirectories(folder);
    return new ClusterInit(parts)
        .create(
            folder.resolve("cluster"),
            new ClusterInit.Request(
                composition.variant(),
                composition.quorums().replicas(),
                composition.quorums().faults(),
                List.of(),
                null,
                Limits.DEFAULT,
                BundlePolicy.DEVELOPMENT,
                bundles));
  }
}
