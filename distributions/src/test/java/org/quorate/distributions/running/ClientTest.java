package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Value;
import org.quorate.api.register.OperationResult;
import org.quorate.api.register.Register;
import org.quorate.api.register.RegisterException;
import org.quorate.api.register.RegisterException.Reason;
import org.quorate.client.QuorateClient;
import org.quorate.console.cluster.ClientRegistry;
import org.quorate.distributions.Distribution;
import org.quorate.host.configuration.Limits;
import org.quorate.host.parts.Parts;

/** What an application is promised, on a cluster in this JVM. */
class ClientTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(1);

  private static Parts parts;
  @TempDir private Path folder;
  private RunningCluster cluster;

  @BeforeAll
  static void startsTheParts() throws IOException {
    parts = Parts.start(Distribution.bundles());
  }

  @AfterAll
  static void stopsTheParts() {
    parts.close();
  }

  @BeforeEach
  void startsTheCluster() throws IOException {
    cluster = RunningCluster.made(folder.resolve("c"), parts, RunningCluster.IN_MEMORY, limits());
    cluster.start(1, 2, 3, 4);
  }

  private static Limits limits() {
    return RunningCluster.limits(5_000);
  }

  @AfterEach
  void stopsTheCluster() throws IOException {
    cluster.close();
  }

  private static OperationResult get(CompletionStage<OperationResult> stage) {
    return stage.toCompletableFuture().orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();
  }

  private static RegisterException failureOf(CompletionStage<OperationResult> stage) {
    try {
      OperationResult result = get(stage);
      throw new AssertionError("succeeded: " + result);
    } catch (CompletionException e) {
      assertThat(e).hasCauseInstanceOf(RegisterException.class);
      return (RegisterException) e.getCause();
    }
  }

  private static String textOf(OperationResult result) {
    Bytes content = result.value().content();
    return content == null ? "nothing" : content.toUtf8();
  }

  @Test
  void whatOneWritesAnotherReads() throws Exception {
    Register alices = cluster.open("alice").register("greeting");
    Register bobs = cluster.open("bob").register("greeting");

    assertThat(bobs.read().value()).isEqualTo(Value.ABSENT);
    OperationResult written = alices.write(Bytes.utf8("hello"));
    assertThat(textOf(bobs.read())).isEqualTo("hello");
    assertThat(textOf(get(bobs.writeAsync(Bytes.EMPTY)))).isEmpty();
    assertThat(textOf(get(alices.readAsync()))).isEmpty();
    assertThat(written.value()).isEqualTo(Value.of(Bytes.utf8("hello")));
  }

  @Test
  void resultsTellTheVersionAndTheRoundTrips() throws Exception {
    Register register = cluster.open("alice").register("k");

    OperationResult first = register.write(Bytes.utf8("1"));
    OperationResult second = register.write(Bytes.utf8("2"));
    OperationResult read = register.read();

    assertThat(second.version().ts()).isGreaterThan(first.version().ts());
    assertThat(first.roundTrips()).as("without contention").isEqualTo(2);
    assertThat(read.version()).isEqualTo(second.version());
    assertThat(read.roundTrips()).isBetween(1, 3);
    assertThat(read.noticed()).isEmpty();
  }

  @Test
  void b4_aLyingReplicaIsNamedAndChangesNothing() throws Exception {
    cluster.stop(3);
    cluster.start(3, "forged");
    cluster.stop(1); // so that the liar is part of what is asked
    Register register = cluster.open("alice").register("k");
    cluster.start(1);

    List<ReplicaId> named = new ArrayList<>();
    for (int i = 0; named.isEmpty() && i < 1000; i++) {
      String value = "v" + i;
      register.write(Bytes.utf8(value));
      OperationResult read = register.read();
      assertThat(textOf(read)).isEqualTo(value);
      read.noticed().forEach(one -> named.add(one.replica()));
    }
    assertThat(named).isNotEmpty().containsOnly(new ReplicaId(3));
  }

  @Test
  void withoutAQuorumTheDeadlineSaysWhoIsMissing() throws Exception {
    QuorateClient alice = cluster.open("alice");
    alice.register("k").write(Bytes.utf8("v"));
    cluster.stop(2, 4);

    RegisterException failure = readUntilItFailsWith(alice, "no answer from {r2, r4}");
    assertThat(failure.reason()).isEqualTo(Reason.DEADLINE);
    assertThat(failure).hasMessageStartingWith("no answer in time: ");
  }

  @Test
  void aDeadlineMayBeForEver() throws Exception {
    Register register =
        cluster.open("alice").register(new Key("k"), Duration.ofSeconds(Long.MAX_VALUE));

    register.write(Bytes.utf8("v"));

    assertThat(register.read().value()).isEqualTo(Value.of(Bytes.utf8("v")));
  }

  /** Reads of a short deadline; how far the first ones get depends on the machine. */
  private static RegisterException readUntilItFailsWith(QuorateClient client, String text) {
    RegisterException failure = failureOf(client.register(new Key("k"), SHORT).readAsync());
    for (int i = 0; i < 200 && !String.valueOf(failure.getMessage()).contains(text); i++) {
      failure = failureOf(client.register(new Key("k"), SHORT).readAsync());
    }
    assertThat(failure).hasMessageContaining(text);
    return failure;
  }

  @Test
  void a1_aRemovedClientIsToldSoByTheDeadline() throws Exception {
    new ClientRegistry(cluster.folder(), parts).revoke("alice");
    QuorateClient alice = cluster.open("alice");

    readUntilItFailsWith(alice, "; no link to r1 (the client alice was removed), r2 (");
    assertThat(cluster.open("bob").register("k").read().value()).isEqualTo(Value.ABSENT);
  }

  @Test
  void aCancelledReadIsOverAndTheClientGoesOn() throws Exception {
    QuorateClient alice = cluster.open("alice");
    alice.register("k").write(Bytes.utf8("v"));
    cluster.stop(1, 2);
    var read = alice.register("k").readAsync().toCompletableFuture();

    assertThat(read.cancel(false)).isTrue();
    assertThat(read).isCancelled();
    cluster.start(1, 2); // with empty stores: only what is written from now on counts
    assertThat(textOf(get(alice.register("other").writeAsync(Bytes.utf8("w"))))).isEqualTo("w");
  }

  @Test
  void aCancelledWriteIsCarriedToItsEndAndTheNextOnesFollow() throws Exception {
    cluster.stop(1, 2);
    Register register = cluster.open("alice").register("k");
    var begun = register.writeAsync(Bytes.utf8("begun")).toCompletableFuture();
    var queued = register.writeAsync(Bytes.utf8("queued")).toCompletableFuture();
    var last = register.writeAsync(Bytes.utf8("last"));

    assertThat(queued.cancel(false)).isTrue();
    assertThat(begun.cancel(false)).isTrue();
    cluster.start(1, 2);

    OperationResult end = get(last);
    assertThat(end.version().ts().counter()).as("begun and last, not queued").isEqualTo(2);
    assertThat(textOf(register.read())).isEqualTo("last");
  }

  @Test
  void theWritesOfOneClientToOneRegisterAreInTheOrderOfTheCalls() throws Exception {
    Register register = cluster.open("alice").register("k");
    List<CompletionStage<OperationResult>> writes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      writes.add(register.writeAsync(Bytes.utf8("v" + i)));
    }
    for (int i = 0; i < writes.size(); i++) {
      OperationResult result = get(writes.get(i));
      assertThat(textOf(result)).isEqualTo("v" + i);
      assertThat(result.version().ts().counter()).isEqualTo(i + 1L);
    }
    assertThat(textOf(register.read())).isEqualTo("v99");
  }

  @Test
  void thousandsOfOperationsFromManyThreadsAreInFlight() throws Exception {
    int threads = 8;
    int reads = 400;
    int writes = 25;
    cluster.stop(1, 2); // nothing ends before all of it has begun
    QuorateClient alice = cluster.open("alice");
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<List<CompletionStage<OperationResult>>>> begun = new ArrayList<>();
    try {
      for (int t = 0; t < threads; t++) {
        int thread = t;
        begun.add(
            pool.submit(
                () -> {
                  List<CompletionStage<OperationResult>> own = new ArrayList<>();
                  for (int i = 0; i < writes; i++) {
                    Register register = alice.register(new Key(thread + "/" + i), LONG);
                    own.add(register.writeAsync(Bytes.utf8(thread + "." + i)));
                  }
                  for (int i = 0; i < reads; i++) {
                    own.add(alice.register(new Key("empty/" + i), LONG).readAsync());
                  }
                  return own;
                }));
      }
      for (Future<?> one : begun) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
    cluster.start(1, 2);
    for (int t = 0; t < threads; t++) {
      List<CompletionStage<OperationResult>> own = begun.get(t).get();
      for (int i = 0; i < own.size(); i++) {
        assertThat(textOf(get(own.get(i)))).isEqualTo(i < writes ? t + "." + i : "nothing");
      }
    }
  }

  @Test
  void moreOperationsThanTheLimitAreRefusedAtOnce() throws Exception {
    cluster.stop(1, 2);
    QuorateClient alice = cluster.open("alice");
    int max = limits().operationsPerClientMax();
    List<CompletionStage<OperationResult>> reads = new ArrayList<>();
    for (int i = 0; i < max; i++) {
      reads.add(alice.register(new Key("k" + i % 10), LONG).readAsync());
    }
    RegisterException refused = failureOf(alice.register("k").readAsync());

    assertThat(refused.reason()).isEqualTo(Reason.LIMIT);
    assertThat(refused)
        .hasMessage("this client has 5000 operations in flight already, which is its limit");
    cluster.start(1, 2);
    reads.forEach(ClientTest::get);
    assertThat(get(alice.register("k").readAsync()).value()).isEqualTo(Value.ABSENT);
  }

  @Test
  void v1_aValueUpToTheLimitIsKeptExactlyAndALargerOneIsRefused() throws Exception {
    Register register = cluster.open("alice").register("k");
    int max = limits().valueBytesMax();
    byte[] largest = new byte[max];
    new java.util.SplittableRandom(1).nextBytes(largest);

    register.write(Bytes.wrap(largest));
    assertThatThrownBy(() -> register.write(Bytes.wrap(new byte[max + 1])))
        .isInstanceOfSatisfying(
            RegisterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT))
        .hasMessage("the value has 1048577 bytes; the limit of this cluster is 1048576");
    assertThat(register.read().value()).isEqualTo(Value.of(Bytes.wrap(largest)));
  }

  @Test
  void closingFailsWhatIsInFlight() throws Exception {
    cluster.stop(1, 2);
    QuorateClient alice = cluster.open("alice");
    List<CompletionStage<OperationResult>> inFlight =
        List.of(
            alice.register("k").readAsync(),
            alice.register("k").writeAsync(Bytes.utf8("first")),
            alice.register("k").writeAsync(Bytes.utf8("second")));
    alice.close();
    alice.close();

    for (CompletionStage<OperationResult> one : inFlight) {
      assertThat(failureOf(one).reason()).isEqualTo(Reason.CLOSED);
    }
    RegisterException after = failureOf(alice.register("k").readAsync());
    assertThat(after.reason()).isEqualTo(Reason.CLOSED);
    assertThat(after).hasMessage("the client is closed");
  }

  @Test
  void aFaultOfAProtocolCostsOneOperation() throws Exception {
    QuorateClient alice = cluster.open("alice");
    Key key = new Key("k");
    RegisterException failure =
        failureOf(alice.attacks().attack(new Stumbling(), key, List.of(), 1, LONG));

    assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
    assertThat(failure).hasMessageContaining("a fault of the protocol");
    assertThat(textOf(get(alice.register(key, LONG).writeAsync(Bytes.utf8("v"))))).isEqualTo("v");
  }

  /** What should be a client's operation, and is a fault. */
  private static final class Stumbling implements ClientAdversary {
    @Override
    public String name() {
      return "stumbling";
    }

    @Override
    public String description() {
      return "fails";
    }

    @Override
    public <Q extends Request, A extends Reply, J> ClientOperation<Q, A, J> attack(
        HonestWrites<Q, A, J> honest, ReplicaSet replicas, long seed) {
      throw new IllegalStateException("a fault of the protocol");
    }
  }
}
