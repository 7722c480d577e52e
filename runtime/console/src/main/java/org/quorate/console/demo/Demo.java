package org.quorate.console.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Value;
import org.quorate.api.register.OperationResult;
import org.quorate.api.register.RegisterException;
import org.quorate.client.QuorateClient;
import org.quorate.conformance.history.HistoryReader;
import org.quorate.conformance.history.HistoryWriter;
import org.quorate.conformance.history.Operation;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.console.cluster.ClusterInit;
import org.quorate.console.cluster.Exchange;
import org.quorate.console.cluster.ReplicaProcesses;
import org.quorate.console.cluster.RunningCluster;
import org.quorate.console.demo.DemoReport.Event;
import org.quorate.console.demo.DemoReport.Sample;
import org.quorate.console.load.Load;
import org.quorate.console.load.LoadClients;
import org.quorate.console.load.LoadReport;
import org.quorate.console.load.LoadSettings;
import org.quorate.host.composition.VariantFiles;
import org.quorate.host.configuration.BundlePolicy;
import org.quorate.host.configuration.Descriptor;
import org.quorate.host.configuration.Limits;
import org.quorate.host.parts.DistributionFolder;
import org.quorate.host.parts.Parts;
import org.quorate.host.wire.ReplicaStatus;

/**
 * The demonstration: four replica processes under a mixed load. One of them lies in several ways
 * while two clients cheat; then it is made honest again, and another one is killed and comes back.
 */
final class Demo {
  private static final String VARIANT = "pbft-bc";
  private static final String EQUIVOCATOR = "mallory";
  private static final String DEFECTOR = "trudy";
  private static final List<String> LIES = List.of("stale", "forged", "wrong-shares");

  /** Who serves the signature scheme in turn; the first one served before. */
  private static final List<String> PROVIDERS = List.of("jdk", "accp", "bouncycastle");

  /** A bundle that `quorate new` made the project of, and the provider that it brings. */
  private static final String SAMPLE = "acme-signatures.jar";

  private static final String SAMPLE_PROVIDER = "acme";

  /** Before the lies, each lie, after them, the outage, after it, each provider, the sample's. */
  private static final int ACTS = LIES.size() + 5 + PROVIDERS.size();

  private static final int REPLICAS = 4;
  private static final int CLIENTS = 6;
  private static final int KEYS = 12;
  private static final int VALUE_BYTES = 100;
  private static final Duration OPERATION_DEADLINE = Duration.ofSeconds(20);
  private static final Duration ATTACK_DEADLINE = Duration.ofSeconds(2);
  private static final Duration STATUS_DEADLINE = Duration.ofSeconds(10);

  private static final ReplicaId LIAR = new ReplicaId(REPLICAS);
  private static final ReplicaId VICTIM = new ReplicaId(2);

  private final Parts parts;
  private final Path folder;
  private final int seconds;
  private final Screen screen;
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
  private final List<Sample> samples = Collections.synchronizedList(new ArrayList<>());
  private long startNanos;

  /**
   * A demonstration in {@code folder}, which must be empty.
   *
   * @param seconds how long the acts take together; restarting replicas under load comes on top
   */
  Demo(Parts parts, Path folder, int seconds, Screen screen) {
    this.parts = parts;
    this.folder = folder;
    this.seconds = seconds;
    this.screen = screen;
    this.startNanos = System.nanoTime();
  }

  DemoReport run() throws IOException, InterruptedException {
    happens(
        Event.Kind.PLAIN, "making keys, a CA and a configuration for " + REPLICAS + " replicas");
    ClusterFolder cluster =
        new ClusterInit(parts)
            .create(
                folder.resolve("cluster"),
                new ClusterInit.Request(
                    VariantFiles.load(VARIANT),
                    REPLICAS,
                    null,
                    List.of(EQUIVOCATOR, DEFECTOR, "auditor"),
                    null,
                    Limits.DEFAULT,
                    BundlePolicy.DEVELOPMENT,
                    List.of()));
    happens(Event.Kind.PLAIN, "starting four replica processes");
    try (RunningCluster running = RunningCluster.start(cluster)) {
      return withReplicas(cluster, running.processes());
    }
  }

  private DemoReport withReplicas(ClusterFolder cluster, ReplicaProcesses processes)
      throws IOException, InterruptedException {
    Path historyFile = folder.resolve("history.jsonl");
    LoadSettings settings =
        new LoadSettings(
            "worker", CLIENTS, Duration.ofDays(1), 0.5, KEYS, VALUE_BYTES, OPERATION_DEADLINE, 1);
    ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
    try {
      Acts acts;
      LoadReport report;
      double loadSeconds;
      try (HistoryWriter history = HistoryWriter.to(historyFile);
          LoadClients workers = new LoadClients(cluster, parts, "worker", CLIENTS)) {
        Load load = new Load(settings, history);
        acts = new Acts(cluster, processes, load);
        loadBegins();
        happens(Event.Kind.PLAIN, CLIENTS + " clients read and write " + KEYS + " registers");
        CompletableFuture<LoadReport> running =
            CompletableFuture.supplyAsync(() -> run(load, workers));
        ScheduledFuture<?> sampling =
            sampler.scheduleAtFixedRate(() -> sample(load), 1, 1, TimeUnit.SECONDS);
        try {
          acts.play();
        } finally {
          load.stop();
        }
        report = running.join();
        sampling.cancel(false);
        loadSeconds = elapsedSeconds();
        happens(Event.Kind.PLAIN, "the load has ended; an auditor reads every register");
        audit(cluster, load, history);
      }
      return report(cluster, acts, report, loadSeconds, historyFile);
    } finally {
      sampler.shutdownNow();
    }
  }

  /** What is done to the cluster while the load runs. */
  private final class Acts {
    private final ClusterFolder cluster;
    private final ReplicaProcesses processes;
    private final Load load;
    private long completedWhileLying;
    private long completedWhileKilled;
    private final List<Served> served = new ArrayList<>();

    Acts(ClusterFolder cluster, ReplicaProcesses processes, Load load) {
      this.cluster = cluster;
      this.processes = processes;
      this.load = load;
    }

    void play() throws IOException, InterruptedException {
      goOn();
      long before = load.completed();
      for (int i = 0; i < LIES.size(); i++) {
        String lie = LIES.get(i);
        restart(LIAR, lie);
        happens(Event.Kind.FAULT, LIAR + " lies: " + descriptionOf(lie));
        cheat(i);
        goOn();
      }
      completedWhileLying = load.completed() - before;
      restart(LIAR, null);
      happens(Event.Kind.RECOVERY, LIAR + " is honest again");
      goOn();
      kill();
      goOn();
      exchange();
    }

    private void restart(ReplicaId replica, @org.jspecify.annotations.Nullable String lie)
        throws IOException {
      processes.stop(List.of(serving(replica)));
      processes.start(replica, lie);
    }

    private void kill() throws IOException, InterruptedException {
      ProcessHandle process = serving(VICTIM);
      process.destroyForcibly();
      process.onExit().join();
      long before = load.completed();
      happens(Event.Kind.FAULT, VICTIM + " is killed with kill -9");
      goOn();
      processes.start(VICTIM, null);
      completedWhileKilled = load.completed() - before;
      happens(Event.Kind.RECOVERY, VICTIM + " is back with its disk");
    }

    private void exchange() throws IOException, InterruptedException {
      try (QuorateClient operator = QuorateClient.open(cluster.operator().path(), parts)) {
        Exchange exchange = new Exchange(cluster, parts, operator);
        Set<String> there = exchange.providers();
        for (String provider : PROVIDERS) {
          if (there.contains(provider)) {
            serve(exchange, provider);
          } else {
            happens(Event.Kind.PLAIN, provider + " is not available on this machine");
          }
        }
        extend(exchange);
      }
    }

    /** A bundle comes, is used and goes. */
    private void extend(Exchange exchange) throws IOException, InterruptedException {
      Path samples = DistributionFolder.find("samples");
      if (samples == null) {
        throw new IOException("no samples here: they are in the folder of a distribution");
      }
      String before = served.get(served.size() - 1).provider();
      exchange.bring(samples.resolve(SAMPLE));
      happens(Event.Kind.RECOVERY, SAMPLE + " is dropped into every process");
      serve(exchange, SAMPLE_PROVIDER);
      exchange.to(before);
      exchange.takeAway(SAMPLE);
      happens(Event.Kind.RECOVERY, before + " serves again, and " + SAMPLE + " is gone");
    }

    private void serve(Exchange exchange, String provider)
        throws IOException, InterruptedException {
      long before = load.completed();
      double begin = elapsedSeconds();
      exchange.to(provider);
      happens(
          Event.Kind.RECOVERY,
          exchange.scheme() + " is served by " + provider + " now, everywhere");
      goOn();
      served.add(new Served(provider, load.completed() - before, begin, elapsedSeconds()));
    }

    private ProcessHandle serving(ReplicaId replica) throws IOException {
      return processes
          .serving(replica)
          .orElseThrow(() -> new IOException(replica + " has ended by itself; see its log"));
    }

    private void cheat(int round) throws IOException, InterruptedException {
      attack(EQUIVOCATOR, "equivocate", load.key(2 * round), round);
      attack(DEFECTOR, "partial-write", load.key(2 * round + 1), round);
    }

    private void attack(String name, String attack, Key key, int seed)
        throws IOException, InterruptedException {
      ClientAdversary adversary = parts.lease(ClientAdversary.class, attack).call(cheat -> cheat);
      happens(Event.Kind.ATTACK, name + " cheats on " + key + ": " + adversary.description());
      List<Value> values =
          List.of(
              Value.of(Bytes.utf8(name + "." + seed + ".one")),
              Value.of(Bytes.utf8(name + "." + seed + ".other")));
      try (QuorateClient client = QuorateClient.open(cluster.client(name).path(), parts)) {
        OperationResult result =
            client
                .attacks()
                .attack(adversary, key, values, seed, ATTACK_DEADLINE)
                .toCompletableFuture()
                .join();
        happens(
            Event.Kind.ATTACK,
            name + " got version " + result.version().ts() + " of " + key + " written");
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof RegisterException)) {
          throw e;
        }
        happens(Event.Kind.ATTACK, name + " came to nothing with " + key);
      }
    }

    private String descriptionOf(String lie) {
      return parts
          .lease(org.quorate.api.adversary.ReplicaAdversary.class, lie)
          .call(liar -> liar.description());
    }
  }

  /** Reads every register once more, so that the last writes are part of what is checked. */
  private void audit(ClusterFolder cluster, Load load, HistoryWriter history)
      throws IOException, InterruptedException {
    try (QuorateClient auditor = QuorateClient.open(cluster.client("auditor").path(), parts)) {
      for (int i = 0; i < KEYS; i++) {
        Key key = load.key(i);
        long call = System.nanoTime();
        OperationResult result = auditor.register(key, OPERATION_DEADLINE).read();
        history.write(
            new Operation(
                "auditor",
                key.name(),
                Operation.Kind.READ,
                load.valueInHistory(result.value()),
                call,
                System.nanoTime(),
                true,
                result.version().ts().toString(),
                0));
      }
    }
  }

  private DemoReport report(
      ClusterFolder cluster, Acts acts, LoadReport load, double loadSeconds, Path historyFile)
      throws IOException {
    Map<ReplicaId, ReplicaStatus> statuses;
    try (QuorateClient operator = QuorateClient.open(cluster.operator().path(), parts)) {
      statuses = operator.status(STATUS_DEADLINE).toCompletableFuture().join();
    }
    happens(Event.Kind.PLAIN, "checking the history");
    Claims claims =
        new Claims(HistoryReader.read(historyFile), load, Set.of(EQUIVOCATOR, DEFECTOR));
    claims.everyOperationCompleted();
    claims.historyIsLinearizable();
    claims.checkerWouldNotice();
    claims.oneValuePerTimestamp();
    claims.onlyTheLiarWasCaught(LIAR);
    claims.wentOnDuring(LIAR + " lied and clients cheated", acts.completedWhileLying);
    claims.wentOnDuring(VICTIM + " was dead", acts.completedWhileKilled);
    claims.cameBack(VICTIM, statuses);
    claims.wentOnWhileExchanged(acts.served, List.copyOf(samples));
    claims.allAreWell(REPLICAS, statuses);
    Descriptor descriptor = cluster.descriptor();
    return new DemoReport(
        descriptor.variant().name(),
        descriptor.replicas(),
        descriptor.faults(),
        loadSeconds,
        load,
        events,
        samples,
        claims.all(),
        historyFile.toString());
  }

  private static LoadReport run(Load load, LoadClients workers) {
    try {
      return load.run(workers.all());
    } catch (IOException e) {
      throw new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  private void sample(Load load) {
    LoadReport.Latencies interval = load.takeInterval();
    Sample sample =
        new Sample(
            elapsedSeconds(),
            interval.operations(),
            interval.p50Micros() / 1e3,
            interval.p99Micros() / 1e3,
            interval.maxMicros() / 1e3,
            load.failed());
    samples.add(sample);
    screen.sample(sample);
  }

  private void happens(Event.Kind kind, String what) {
    Event event = new Event(elapsedSeconds(), kind, what);
    events.add(event);
    screen.event(event);
  }

  /** What was done before happened before zero. */
  private void loadBegins() {
    double before = elapsedSeconds();
    startNanos = System.nanoTime();
    events.replaceAll(event -> new Event(event.atSeconds() - before, event.kind(), event.what()));
  }

  /** Lets the load run for an equal part of the time under what was done last. */
  private void goOn() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(TimeUnit.SECONDS.toMillis(seconds) / ACTS);
  }

  private double elapsedSeconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
