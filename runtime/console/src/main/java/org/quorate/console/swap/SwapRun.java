package org.quorate.console.swap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntConsumer;
import org.quorate.client.QuorateClient;
import org.quorate.conformance.history.CheckOptions;
import org.quorate.conformance.history.HistoryCheck;
import org.quorate.conformance.history.HistoryReader;
import org.quorate.conformance.history.HistoryWriter;
import org.quorate.conformance.history.Report;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.console.cluster.Exchange;
import org.quorate.console.cluster.ReplicaProcesses;
import org.quorate.console.load.Load;
import org.quorate.console.load.LoadClients;
import org.quorate.console.load.LoadReport;
import org.quorate.console.load.LoadReport.Latencies;
import org.quorate.console.load.LoadSettings;
import org.quorate.host.parts.Parts;
import org.quorate.host.wire.Resources;

/**
 * Exchanges the provider of a running cluster's signature scheme many times, on all replicas and
 * the clients, under a load whose history is checked.
 */
public final class SwapRun {
  private static final int EARLY = 10;

  /** So many that a heap's growth by each is told from what collections leave by chance. */
  private static final int WARM_UP_STRETCH = 1000;

  private static final Duration WARM_UP_POLL = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofDays(1);
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final String CLIENTS = "clients";

  private final ClusterFolder cluster;
  private final Parts parts;
  private final SwapSettings settings;
  private final IntConsumer progress;

  /**
   * @param parts of the process that the load runs in
   * @param progress told how many exchanges are done
   */
  public SwapRun(ClusterFolder cluster, Parts parts, SwapSettings settings, IntConsumer progress) {
    this.cluster = cluster;
    this.parts = parts;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Runs to the end, and leaves the first provider serving.
   *
   * @throws IOException if a file cannot be read or written, or a client of the load broke down
   */
  public SwapReport run() throws IOException, InterruptedException {
    Path recorded = Files.createTempFile("quorate-swaps-", ".jsonl");
    try {
      Under under = underLoad(recorded);
      Report report = HistoryCheck.check(HistoryReader.read(recorded), CheckOptions.atomic());
      return new SwapReport(
          under.swaps,
          under.seconds,
          under.loaded,
          under.quiet,
          under.swapping,
          report.text().strip(),
          report.holds(),
          under.early.held(),
          under.late.held(),
          under.warmUpOperations,
          under.heapGrowth);
    } finally {
      Files.deleteIfExists(recorded);
    }
  }

  private Under underLoad(Path recorded) throws IOException, InterruptedException {
    try (QuorateClient operator = QuorateClient.open(cluster.operator().path(), parts);
        LoadClients clients =
            new LoadClients(cluster, parts, settings.clientName(), settings.clients());
        HistoryWriter history = HistoryWriter.to(recorded)) {
      Load load =
          new Load(
              new LoadSettings(
                  settings.clientName(), settings.clients(), LONG, 0.5, 16, 100, DEADLINE, 1),
              history);
      CompletableFuture<LoadReport> loading =
          CompletableFuture.supplyAsync(() -> run(load, clients));
      Under under = new Under(operator, load);
      try {
        under.swapAll();
      } finally {
        load.stop();
      }
      under.loaded = joined(loading);
      under.late = under.snapshot();
      return under;
    }
  }

  private static LoadReport run(Load load, LoadClients clients) {
    try {
      return load.run(clients.all());
    } catch (IOException e) {
      throw new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  private static LoadReport joined(CompletableFuture<LoadReport> loading) throws IOException {
    try {
      return loading.join();
    } catch (CompletionException e) {
      throw new IOException("the load broke down: " + e.getCause(), e);
    }
  }

  /** The exchanges under a load that runs. */
  private final class Under {
    private final Exchange exchange;
    private final Load load;
    private final Map<String, Latencies> quiet = new LinkedHashMap<>();
    private Snapshot early = Snapshot.NONE;
    private Snapshot late = Snapshot.NONE;
    private LoadReport loaded = LoadReport.NONE;
    private Latencies swapping = Latencies.NONE;
    private long warmUpOperations;
    private double heapGrowth;
    private int swaps;
    private double seconds;

    Under(QuorateClient operator, Load load) {
      this.exchange = new Exchange(cluster, parts, operator);
      this.load = load;
    }

    void swapAll() throws IOException, InterruptedException {
      warmUp();
      for (String provider : settings.providers()) {
        prepare(provider);
        exchange.to(provider);
        load.takeInterval();
        Thread.sleep(settings.quiet().toMillis());
        quiet.put(provider, load.takeInterval());
      }
      long start = System.nanoTime();
      while (swaps < settings.times()) {
        String provider = settings.providers().get(swaps % settings.providers().size());
        prepare(provider);
        exchange.to(provider);
        tidy(provider);
        swaps++;
        progress.accept(swaps);
        if (swaps == EARLY) {
          early = snapshot();
        }
      }
      seconds = (System.nanoTime() - start) / 1e9;
      swapping = load.takeInterval();
    }

    /**
     * Until what is remembered of operations has reached its bound, so that whatever a heap grows
     * by from then on is not that.
     */
    private void warmUp() throws IOException, InterruptedException {
      long end = System.nanoTime() + settings.warmUpMax().toNanos();
      Snapshot now = snapshot();
      do {
        Snapshot before = now;
        while (load.completed() < before.operations + WARM_UP_STRETCH && System.nanoTime() < end) {
          Thread.sleep(WARM_UP_POLL.toMillis());
        }
        now = snapshot();
        heapGrowth = now.heapPerOperationSince(before);
      } while (heapGrowth > SwapReport.STEADY_BYTES && System.nanoTime() < end);
      warmUpOperations = now.operations;
    }

    /** Brings the bundle for the provider that is offered by it, the first. */
    private void prepare(String provider) throws IOException {
      Path bundle = settings.bundle();
      if (bundle != null && provider.equals(settings.providers().get(0))) {
        exchange.bring(bundle);
      }
    }

    /** Takes the bundle away when its provider does not serve. */
    private void tidy(String provider) throws IOException {
      Path bundle = settings.bundle();
      if (bundle != null && !provider.equals(settings.providers().get(0))) {
        exchange.takeAway(bundle.getFileName().toString());
      }
    }

    /** After a collection of garbage, so that what is held is what cannot be let go. */
    private Snapshot snapshot() throws IOException, InterruptedException {
      System.gc();
      new ReplicaProcesses(cluster).collectGarbage();
      Map<String, Resources> held = new TreeMap<>();
      exchange.ask().forEach((replica, status) -> held.put("" + replica, status.resources()));
      held.put(CLIENTS, Resources.ofThisProcess());
      return new Snapshot(held, load.completed());
    }
  }

  /**
   * What the processes held at one moment.
   *
   * @param operations that were completed by then
   */
  private record Snapshot(Map<String, Resources> held, long operations) {
    static final Snapshot NONE = new Snapshot(Map.of(), 0);

    /** By how many bytes that heap which grew most grew, for each operation. */
    double heapPerOperationSince(Snapshot earlier) {
      long most = 0;
      for (Map.Entry<String, Resources> process : held.entrySet()) {
        Resources now = process.getValue();
        Resources then = earlier.held.getOrDefault(process.getKey(), now);
        most = Math.max(most, now.heapBytes() - then.heapBytes());
      }
      return (double) most / Math.max(1, operations - earlier.operations);
    }
  }
}
