package org.quorate.distributions.swap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quorate.conformance.history.CheckOptions;
import org.quorate.conformance.history.HistoryCheck;
import org.quorate.conformance.history.HistoryReader;
import org.quorate.conformance.history.HistoryWriter;
import org.quorate.conformance.history.Report;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.console.cluster.ClusterInit;
import org.quorate.console.load.Load;
import org.quorate.console.load.LoadClients;
import org.quorate.console.load.LoadReport;
import org.quorate.console.load.LoadSettings;
import org.quorate.console.swap.SwapReport;
import org.quorate.console.swap.SwapRun;
import org.quorate.console.swap.SwapSettings;
import org.quorate.distributions.Distribution;
import org.quorate.distributions.swap.FickleProvider.Fault;
import org.quorate.host.composition.VariantFiles;
import org.quorate.host.configuration.BundlePolicy;
import org.quorate.host.configuration.Limits;
import org.quorate.host.configuration.Member;
import org.quorate.host.deploy.NodeFolder;
import org.quorate.host.parts.Parts;
import org.quorate.host.parts.Provider.Standing;
import org.quorate.host.replica.ReplicaNode;
import org.quorate.host.wire.ReplicaStatus;

/**
 * Bundles that are brought to, changed at, and taken away from four replicas and the clients of a
 * load, each with a framework of its own as if it were a process, while the load goes on. Whatever
 * happens, no operation fails and the history is linearizable.
 */
class SwapTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final long AWAIT_SECONDS_MAX = 120;
  private static final String SHIPPED = "bouncycastle";
  private static final int EXCHANGES = 20;

  @TempDir Path folder;

  private static final List<Parts> frameworks = new ArrayList<>();
  private static final List<ReplicaNode> nodes = new ArrayList<>();
  private static Parts ofClients;
  private static ClusterFolder cluster;

  private static Parts framework() throws IOException {
    Parts parts = Parts.start(Distribution.bundles());
    frameworks.add(parts);
    return parts;
  }

  @BeforeAll
  static void begins(@TempDir Path folder) throws IOException {
    ofClients = framework();
    cluster =
        new ClusterInit(ofClients)
            .create(
                folder.resolve("cluster"),
                new ClusterInit.Request(
                    VariantFiles.load("bft-bc"),
                    4,
                    null,
                    List.of(),
                    null,
                    Limits.DEFAULT,
                    BundlePolicy.DEVELOPMENT,
                    List.of()));
    for (Member member : cluster.descriptor().members()) {
      nodes.add(ReplicaNode.start(cluster.replica(member.id()), framework(), null));
    }
  }

  @AfterEach
  void leavesNothing() throws IOException {
    System.clearProperty(FickleProvider.FAULT);
    for (Path node : cluster.nodes()) {
      for (Path bundle : NodeFolder.files(node)) {
        NodeFolder.takeAway(bundle.getFileName().toString(), node);
      }
    }
    for (Path node : cluster.nodes()) {
      NodeFolder.choose(node, "ed25519", SHIPPED);
    }
    awaitAll(
        status -> status.bundles().isEmpty() && SHIPPED.equals(status.signatureProvider()),
        "as it was");
  }

  @AfterAll
  static void ends() throws IOException {
    for (ReplicaNode node : nodes) {
      node.close();
    }
    frameworks.forEach(Parts::close);
  }

  private interface Work {
    void run() throws Exception;
  }

  /** Does {@code work} while operations go on, none of which may fail. */
  private void underLoad(Work work) throws Exception {
    Path recorded = folder.resolve("history.jsonl");
    LoadReport loaded;
    try (LoadClients clients = new LoadClients(cluster, ofClients, "load", 3);
        HistoryWriter history = HistoryWriter.to(recorded)) {
      Load load = new Load(new LoadSettings("load", 3, LONG, 0.5, 8, 100, LONG, 1), history);
      CompletableFuture<LoadReport> loading =
          CompletableFuture.supplyAsync(() -> run(load, clients));
      try {
        more(load);
        work.run();
        more(load);
      } finally {
        load.stop();
      }
      loaded = loading.get(AWAIT_SECONDS_MAX, TimeUnit.SECONDS);
    }
    assertThat(loaded.failures()).isEmpty();
    Report report = HistoryCheck.check(HistoryReader.read(recorded), CheckOptions.atomic());
    assertThat(report.holds()).as(report.text()).isTrue();
  }

  private static LoadReport run(Load load, LoadClients clients) {
    try {
      return load.run(clients.all());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void more(Load load) {
    long before = load.completed();
    await(() -> load.completed() >= before + 30 || load.failed() > 0, "operations go on");
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition, String what) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(AWAIT_SECONDS_MAX);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as(what + "; " + statuses()).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static List<ReplicaStatus> statuses() {
    return nodes.stream().map(ReplicaNode::status).toList();
  }

  private static void awaitAll(Predicate<ReplicaStatus> wanted, String what) {
    await(() -> statuses().stream().allMatch(wanted), what);
  }

  private static void bring(Path bundle, boolean allowDowngrade) throws IOException {
    for (Path node : cluster.nodes()) {
      NodeFolder.bring(bundle, node, allowDowngrade);
    }
  }

  private static void takeAway(String file) throws IOException {
    for (Path node : cluster.nodes()) {
      NodeFolder.takeAway(file, node);
    }
  }

  private static void choose(String provider) throws IOException {
    for (Path node : cluster.nodes()) {
      NodeFolder.choose(node, "ed25519", provider);
    }
    awaitServing(provider);
  }

  private static void awaitServing(String provider) {
    awaitAll(status -> provider.equals(status.signatureProvider()), provider + " serves");
    await(() -> provider.equals(ofClients.provider("ed25519")), provider + " serves the clients");
  }

  private static boolean has(ReplicaStatus status, String file, String what) {
    return status.bundles().stream()
        .anyMatch(one -> one.file().equals(file) && one.toString().contains(what));
  }

  private Path bundle(String file, String version, Fault fault) throws IOException {
    Path jar = folder.resolve(file);
    return BroughtBundles.make(jar, "acme", version, fault);
  }

  @ParameterizedTest
  @CsvSource({
    "WRONG_SIGNATURES, it does not verify its own signature",
    "HANGS, a call did not return in",
    "THROWS_AT_START, as it meant to"
  })
  void x4_whatDoesNotProveItselfIsRefused(Fault fault, String reason) throws Exception {
    underLoad(
        () -> {
          bring(bundle("acme.jar", "1.0.0", fault), false);
          awaitAll(status -> has(status, "acme.jar", reason), "refused: " + reason);
          awaitServing(SHIPPED);
        });
    for (ReplicaStatus status : statuses()) {
      assertThat(status.providers()).noneMatch(one -> one.provider().name().equals("acme"));
    }
  }

  @Test
  void x4_whoGoesBadLaterIsTakenOut() throws Exception {
    underLoad(
        () -> {
          bring(bundle("acme.jar", "1.0.0", Fault.NONE), false);
          awaitAll(status -> has(status, "acme.jar", "unsigned"), "installed");
          choose("acme");
          System.setProperty(FickleProvider.FAULT, "acme");
          awaitServing(SHIPPED);
        });
    for (ReplicaStatus status : statuses()) {
      assertThat(status.providers())
          .anyMatch(
              one -> one.provider().name().equals("acme") && one.standing() == Standing.TAKEN_OUT);
      assertThat(status.complaints())
          .contains("ed25519 is to be served by acme, and is by " + SHIPPED);
    }
  }

  @Test
  void anUpdateInPlaceServesBeforeTheOldOneGoes() throws Exception {
    underLoad(
        () -> {
          bring(bundle("acme.jar", "1.0.0", Fault.NONE), false);
          awaitAll(status -> has(status, "acme.jar", "1.0.0"), "installed");
          choose("acme");
          bring(bundle("acme.jar", "1.1.0", Fault.NONE), false);
          awaitAll(status -> has(status, "acme.jar", "1.1.0"), "updated");
          awaitServing("acme");
        });
    for (ReplicaStatus status : statuses()) {
      assertThat(status.providers())
          .filteredOn(one -> one.provider().name().equals("acme"))
          .extracting(one -> one.provider().version())
          .containsExactly("1.1.0");
    }
  }

  @Test
  void anUpdateThatIsRefusedLeavesTheOldOne() throws Exception {
    underLoad(
        () -> {
          bring(bundle("acme.jar", "1.0.0", Fault.NONE), false);
          awaitAll(status -> has(status, "acme.jar", "1.0.0"), "installed");
          choose("acme");
          bring(bundle("acme.jar", "1.1.0", Fault.WRONG_SIGNATURES), false);
          awaitAll(status -> has(status, "acme.jar", "the one before it stays"), "refused");
          awaitServing("acme");
        });
  }

  @Test
  void x3_anOlderOneIsRefusedUnlessAskedFor() throws Exception {
    bring(bundle("acme.jar", "2.0.0", Fault.NONE), false);
    awaitAll(status -> has(status, "acme.jar", "2.0.0"), "installed");
    Path older = bundle("older.jar", "1.0.0", Fault.NONE);
    bring(older, false);
    awaitAll(status -> has(status, "older.jar", "it is older than 2.0.0"), "refused");
    takeAway("older.jar");
    awaitAll(status -> !has(status, "older.jar", ""), "taken away");
    bring(older, true);
    awaitAll(status -> has(status, "older.jar", "unsigned"), "installed");
  }

  @Test
  void x4_aBundleThatIsTakenAwayIsGoneAndWhatItLeftIsNamed() throws Exception {
    underLoad(
        () -> {
          bring(bundle("acme.jar", "1.0.0", Fault.LEAVES_A_THREAD), false);
          awaitAll(status -> has(status, "acme.jar", "unsigned"), "installed");
          choose("acme");
          takeAway("acme.jar");
          awaitServing(SHIPPED);
          awaitAll(status -> !has(status, "acme.jar", ""), "taken away");
        });
    for (ReplicaStatus status : statuses()) {
      assertThat(status.complaints().toString())
          .contains("by the threads that it left: [forgotten");
    }
  }

  @Test
  void x4_aBundleThatHangsAtItsStopServesNoLongerAndOthersComeAndGo() throws Exception {
    underLoad(
        () -> {
          bring(bundle("stubborn.jar", "1.0.0", Fault.HANGS_AT_STOP), false);
          awaitAll(status -> has(status, "stubborn.jar", "unsigned"), "installed");
          choose("acme");
          takeAway("stubborn.jar");
          awaitServing(SHIPPED);
          awaitAll(status -> !has(status, "stubborn.jar", ""), "taken away");
          bring(BroughtBundles.make(folder.resolve("a.jar"), "a", "1.0.0", Fault.NONE), false);
          awaitAll(status -> has(status, "a.jar", "unsigned"), "installed");
          choose("a");
        });
    for (ReplicaStatus status : statuses()) {
      assertThat(status.complaints().toString())
          .contains(
              "stubborn.jar is gone, and kept in memory by the threads that it left: [quorate");
    }
    System.setProperty(FickleProvider.FAULT, FickleProvider.END);
    awaitAll(
        status ->
            status.providers().stream().noneMatch(one -> one.provider().name().equals("acme")),
        "let go");
  }

  @Test
  @Tag("thorough")
  void x4_manyExchangesLeaveNothingBehind() throws Exception {
    Path bundle = bundle("acme.jar", "1.0.0", Fault.NONE);
    SwapReport report =
        new SwapRun(
                cluster,
                ofClients,
                new SwapSettings(
                    List.of("acme", SHIPPED),
                    EXCHANGES,
                    "load",
                    2,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    bundle),
                done -> {})
            .run();
    assertThat(report.holds()).as(report.text()).isTrue();
    assertThat(report.swaps()).isEqualTo(EXCHANGES);
    // Each of the bundles between brought three classes to each of five frameworks.
    report
        .late()
        .forEach(
            (process, late) ->
                assertThat(late.classes())
                    .as(process)
                    .isLessThan(report.early().get(process).classes() + 60));
  }
}
