package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Value;
import org.quorate.api.register.Register;
import org.quorate.client.QuorateClient;
import org.quorate.conformance.history.History;
import org.quorate.conformance.history.HistoryReader;
import org.quorate.conformance.history.HistoryWriter;
import org.quorate.conformance.history.Operation;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.console.cluster.ReplicaProcesses;
import org.quorate.distributions.Distribution;
import org.quorate.distributions.running.Processes.Ended;
import org.quorate.distributions.running.Processes.Running;
import org.quorate.host.configuration.Member;
import org.quorate.host.configuration.ReplicaFolder;
import org.quorate.host.parts.Parts;
import org.quorate.host.wire.ReplicaStatus;

/**
 * The life of one cluster of four processes, as what is shipped runs it. Each test goes on where
 * the one before has left the cluster.
 */
@Tag("thorough")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProcessesTest {
  private static final int VALUE_BYTES_MAX = 1 << 20;

  /** The one that something is wrong with, by turns. */
  private static final ReplicaId FAULTY = new ReplicaId(2);

  private static final int FILE_BYTES_MAX = 100_000;
  private static final int CHANGES_MAX = 1_000;
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int PARTIAL_WRITES = 5;

  @TempDir static Path folder;
  private static Path history;
  private static Processes processes;
  private static ClusterFolder cluster;

  @BeforeAll
  static void startsACluster() throws Exception {
    history = folder.resolve("history");
    processes = new Processes(folder);
    cluster = new ClusterFolder(folder.resolve("cluster"));
    succeeds("init", cluster.path(), "--client", "alice", "--client", "bob", "--client", "carol");
    succeeds("start", cluster.path());
    assertThat(processes.replicas()).hasSize(4);
  }

  @AfterAll
  static void leavesNoProcessBehind() throws IOException {
    processes.killAll();
  }

  private static Ended succeeds(Object... arguments) throws Exception {
    Ended ended = processes.run(arguments);
    assertThat(ended.exitCode()).as("%s: %s", List.of(arguments), ended).isZero();
    return ended;
  }

  private static Ended fails(Object... arguments) throws Exception {
    Ended ended = processes.run(arguments);
    assertThat(ended.exitCode()).as("%s: %s", List.of(arguments), ended).isEqualTo(1);
    return ended;
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    new SplittableRandom(bytes).nextBytes(random);
    return random;
  }

  private static Path logOf(ReplicaId replica) {
    return cluster.replica(replica).path().resolve("replica.log");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @Order(1)
  void aValueOfOneMebibyteComesBackByteForByte() throws Exception {
    Path file = Files.write(folder.resolve("large"), random(VALUE_BYTES_MAX));

    Ended put =
        succeeds("put", cluster.path(), "--client", "alice", "large", "--file", file, "--json");
    assertThat(new ObjectMapper().readTree(put.text()).path("roundTrips").asInt()).isPositive();
    assertThat(succeeds("get", cluster.path(), "--client", "bob", "large").out().toByteArray())
        .isEqualTo(Files.readAllBytes(file));
  }

  @Test
  @Order(2)
  void aValueOfTwoMebibytesIsRefused() throws Exception {
    Path file = Files.write(folder.resolve("too-large"), random(2 * VALUE_BYTES_MAX));

    Ended put = fails("put", cluster.path(), "--client", "alice", "k", "--file", file);
    assertThat(put.err())
        .isEqualTo("put: the value has 2097152 bytes; the limit of this cluster is 1048576\n");
  }

  /** D1, D3 and whoever scans ports. */
  @Test
  @Order(3)
  void strangersOnlyLeaveALineInTheLog() throws Exception {
    Member member = cluster.descriptor().members().get(0);
    InetSocketAddress address = new InetSocketAddress(member.host(), member.port());
    List<byte[]> nonsense =
        List.of(
            "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
            random(1000),
            new byte[] {0x16, 3, 1, 0x7f, -1},
            new byte[0]);
    try (Socket halfOpen = new Socket()) {
      halfOpen.connect(address);
      for (byte[] one : nonsense) {
        try (Socket socket = new Socket()) {
          socket.connect(address);
          OutputStream out = socket.getOutputStream();
          out.write(one);
          socket.shutdownOutput();
          awaitEnd(socket.getInputStream());
        }
      }
      succeeds("status", cluster.path(), "--timeout", "60");
    }
    Processes.await("a line in the log", () -> tellsOfStrangers(read(logOf(member.id()))));
    assertThat(read(logOf(member.id())).lines()).allMatch(line -> line.contains(" INFO "));
  }

  /** Commands of ours that end early leave a line as well: that the peer has closed. */
  private static boolean tellsOfStrangers(String log) {
    return log.lines()
        .anyMatch(
            line ->
                line.contains("r1: refused a connection from ")
                    && !line.contains("closed by the peer"));
  }

  private static void awaitEnd(InputStream in) {
    try {
      in.readAllBytes();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  /** Of several writes each reaches one replica, then nothing; two readers look, in turn. */
  @Test
  @Order(3)
  void p1_aWriteThatReachesOneReplicaIsReadOrNotButNeverNewThenOld() throws Exception {
    try (Parts parts = Parts.start(Distribution.bundles());
        QuorateClient cheat = QuorateClient.open(cluster.client("carol").path(), parts);
        QuorateClient alice = QuorateClient.open(cluster.client("alice").path(), parts);
        QuorateClient bob = QuorateClient.open(cluster.client("bob").path(), parts)) {
      int written = 0;
      for (int seed = 1; written < PARTIAL_WRITES && seed < 100; seed++) {
        Key key = new Key("partial/" + seed);
        Value lost = Value.of(Bytes.utf8("lost " + seed));
        if (writesPartially(cheat, parts, key, lost, seed)) {
          written++;
        }
        Value first = alice.register(key, LONG).read().value();
        Value second = bob.register(key, LONG).read().value();
        assertThat(List.of(first, second))
            .isIn(
                List.of(lost, lost),
                List.of(Value.ABSENT, lost),
                List.of(Value.ABSENT, Value.ABSENT));
        Value next = Value.of(Bytes.utf8("over it"));
        alice.register(key, LONG).write(Bytes.utf8("over it"));
        Value third = bob.register(key, LONG).read().value();
        Value fourth = alice.register(key, LONG).read().value();
        // What nobody has read may still take effect, as the write of a client that goes on may.
        assertThat(List.of(third, fourth))
            .isIn(
                second.equals(lost)
                    ? List.of(List.of(next, next))
                    : List.of(List.of(next, next), List.of(next, lost), List.of(lost, lost)));
      }
      assertThat(written).isEqualTo(PARTIAL_WRITES);
    }
  }

  /** False if the attack, which has little patience, did not get so far. */
  private static boolean writesPartially(
      QuorateClient cheat, Parts parts, Key key, Value value, long seed) throws Exception {
    ClientAdversary partial =
        parts.lease(ClientAdversary.class, "partial-write").call(attack -> attack);
    try {
      cheat
          .attacks()
          .attack(partial, key, List.of(value, value), seed, LONG)
          .toCompletableFuture()
          .get();
      throw new AssertionError("the attack ends as an operation does");
    } catch (ExecutionException e) {
      return String.valueOf(e.getMessage()).contains("has written to r");
    }
  }

  @Test
  @Order(4)
  void whatWasAcknowledgedOutlivesTheDeathOfAllReplicas() throws Exception {
    Running load =
        processes.begin(
            "load",
            cluster.path(),
            "--client",
            "load",
            "--clients",
            "3",
            "--seconds",
            "10",
            "--keys",
            "3",
            "--size",
            "1000",
            "--deadline",
            "120",
            "--history",
            history);
    // The history is written in blocks, so its first one means some dozens of operations.
    Processes.await("operations", () -> history.toFile().length() > 0 || !load.process().isAlive());
    List<ProcessHandle> replicas = processes.replicas();
    assertThat(replicas).hasSize(4);
    replicas.forEach(ProcessHandle::destroyForcibly);
    Ended started = succeeds("start", cluster.path());
    assertThat(started.text()).isEqualTo("started: r1, r2, r3, r4\n");
    Ended loaded = load.await();

    assertThat(loaded.exitCode()).as(loaded.toString()).isZero();
    assertThat(loaded.text()).contains("failed: 0");
    appendAFinalRead();
    assertThat(succeeds("check", history).text()).contains("linearizability: ").contains("holds");
  }

  /** Every register of the load once more, after everything else. */
  private static void appendAFinalRead() throws Exception {
    History before = HistoryReader.read(history);
    TreeSet<String> keys = new TreeSet<>();
    before.operations().forEach(operation -> keys.add(operation.key()));
    assertThat(keys).hasSize(3);
    List<Operation> all = new ArrayList<>(before.operations());
    try (Parts parts = Parts.start(Distribution.bundles());
        QuorateClient carol = QuorateClient.open(cluster.client("carol").path(), parts)) {
      for (String key : keys) {
        long call = System.nanoTime();
        Bytes content = carol.register(new Key(key), LONG).read().value().content();
        assertThat(content).as(key).isNotNull();
        String id = content.toUtf8().split(" ", 2)[0];
        all.add(Operation.read("carol", key, id, call, System.nanoTime()));
      }
    }
    try (HistoryWriter writer = HistoryWriter.to(history)) {
      writer.writeAll(History.of(all));
    }
  }

  @Test
  @Order(5)
  void aSpoiledHistoryIsFoundWithTheOperations() throws Exception {
    Operation write =
        HistoryReader.read(history).operations().stream()
            .filter(one -> one.isWrite() && one.isKnown())
            .min(Comparator.comparingLong(Operation::callNanos))
            .orElseThrow();
    Path spoiled = Files.copy(history, folder.resolve("spoiled"));
    long end = 1L << 62;
    Files.writeString(
        spoiled,
        "{\"client\":\"liar\",\"key\":\"%s\",\"op\":\"read\",\"value\":\"%s\",\"call\":%d,\"return\":%d}\n"
            .formatted(write.key(), write.value(), end, end + 1),
        StandardOpenOption.APPEND);

    assertThat(fails("check", spoiled).text()).contains("VIOLATED on 1 key").contains("liar read ");
  }

  /** Slow without end: it takes everything, and answers when it goes on. */
  @Test
  @Order(6)
  void b1_aStoppedReplicaHoldsNobodyUp() throws Exception {
    ProcessHandle stopped = serving(FAULTY);
    signal("STOP", stopped);
    try (Parts parts = Parts.start(Distribution.bundles());
        QuorateClient alice = QuorateClient.open(cluster.client("alice").path(), parts)) {
      Register register = alice.register(new Key("k"), LONG);
      register.write(Bytes.utf8("meanwhile"));
      assertThat(register.read().value()).isEqualTo(Value.of(Bytes.utf8("meanwhile")));
    } finally {
      signal("CONT", stopped);
    }
  }

  private static ProcessHandle serving(ReplicaId replica) throws IOException {
    return new ReplicaProcesses(cluster).serving(replica).orElseThrow();
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor())
        .isZero();
  }

  @Test
  @Order(7)
  void b10_aTwinAmongTheReplicasIsNotSeenByAnybody() throws Exception {
    ProcessHandle honest = serving(FAULTY);
    honest.destroyForcibly();
    honest.onExit().get();
    Running twin =
        processes.begin("replica", cluster.replica(FAULTY).path(), "--adversary", "twin");
    Processes.await("the twin", () -> read(twin.err()).contains(" and lies: twin"));

    Path withTwin = folder.resolve("history-with-a-twin");
    Ended load =
        succeeds(
            "load",
            cluster.path(),
            "--client",
            "load",
            "--seconds",
            "2",
            "--keys",
            "2",
            "--deadline",
            "120",
            "--history",
            withTwin);
    assertThat(load.text()).contains("failed: 0");
    assertThat(succeeds("check", withTwin).text()).contains("linearizability: ").contains("holds");
    twin.process().destroy();
    twin.await();
    assertThat(succeeds("start", cluster.path()).text()).endsWith("started: " + FAULTY + "\n");
  }

  /** What a process may write into a file is bounded here, and its files are full at once. */
  @Test
  @Order(8)
  void d9_aReplicaWhoseDiskIsFullSaysSoAndComesBack() throws Exception {
    try (Parts parts = Parts.start(Distribution.bundles());
        QuorateClient alice = QuorateClient.open(cluster.client("alice").path(), parts)) {
      Register register = alice.register(new Key("bulky"), LONG);
      limit("fsize", "" + FILE_BYTES_MAX);
      writeUntilItSays(" SEVERE the store does not take changes", register, 0);
      limit("fsize", "unlimited");
      // A change is what tries the disk again.
      writeUntilItSays(" INFO no longer: the store does not take changes", register, 0);
    }
  }

  /**
   * More than once, as others may be a quorum before it is reached.
   *
   * @param from where in the log to look for it
   */
  private static void writeUntilItSays(String line, Register register, int from) throws Exception {
    for (int i = 0; i < CHANGES_MAX && !read(logOf(FAULTY)).substring(from).contains(line); i++) {
      // Another one each time, as what stays the same is not stored again.
      register.write(Bytes.wrap(random(2 * FILE_BYTES_MAX + i)));
    }
    assertThat(read(logOf(FAULTY)).substring(from)).contains(line);
  }

  /** A process without file handles gets neither files nor connections. */
  @Test
  @Order(9)
  void d9_aReplicaWithoutFileHandlesSaysSoAndComesBack() throws Exception {
    String usual = openFilesMax();
    try (Parts parts = Parts.start(Distribution.bundles());
        QuorateClient alice = QuorateClient.open(cluster.client("alice").path(), parts)) {
      Register register = alice.register(new Key("bulky"), LONG);
      int before = read(logOf(FAULTY)).length();
      // The link must be up: there is none to be had from now on.
      assertThat(alice.status(LONG).toCompletableFuture().get()).containsKey(FAULTY);
      limit("nofile", "1");
      writeUntilItSays(" SEVERE the store does not take changes", register, before);
      assertThat(read(logOf(FAULTY)).substring(before)).contains("Too many open files");
      ReplicaStatus status = alice.status(LONG).toCompletableFuture().get().get(FAULTY);
      assertThat(status.complaints()).contains("the store does not take changes");
      assertThat(status.refusals()).containsKey("STORE");
      succeeds("put", cluster.path(), "--client", "bob", "meanwhile", "written");

      limit("nofile", usual);
      writeUntilItSays(" INFO no longer: the store does not take changes", register, before);
    }
    succeeds("status", cluster.path());
    assertThat(succeeds("get", cluster.path(), "--client", "bob", "meanwhile").text())
        .isEqualTo("written");
  }

  /** The soft limit of the process, as it is. */
  private static String openFilesMax() throws Exception {
    Process process =
        new ProcessBuilder(
                "prlimit",
                "--pid",
                "" + serving(FAULTY).pid(),
                "--nofile",
                "--noheadings",
                "--output=SOFT")
            .start();
    try (var output = process.inputReader()) {
      return output.readLine().strip();
    }
  }

  private static void limit(String resource, String max) throws Exception {
    String process = "" + serving(FAULTY).pid();
    assertThat(
            // The soft limit: everybody may raise that again.
            new ProcessBuilder("prlimit", "--pid", process, "--" + resource + "=" + max + ":")
                .start()
                .waitFor())
        .isZero();
  }

  @Test
  @Order(10)
  void d9_aDamagedStoreIsReportedAndTheClusterGoesOn() throws Exception {
    succeeds("stop", cluster.path());
    assertThat(processes.replicas()).isEmpty();
    damageStore(cluster.replica(FAULTY));

    succeeds("start", cluster.path());
    assertThat(succeeds("get", cluster.path(), "--client", "bob", "large").out().toByteArray())
        .isEqualTo(random(VALUE_BYTES_MAX));
    Ended status = fails("status", cluster.path(), "--timeout", "60");
    assertThat(status.text())
        .contains("    a stored register is damaged: ")
        .doesNotContain("no answer");
    assertThat(read(logOf(FAULTY))).contains(" SEVERE a stored register is damaged: ");
    succeeds("put", cluster.path(), "--client", "alice", "large", "small");
    assertThat(succeeds("get", cluster.path(), "--client", "bob", "large").text())
        .isEqualTo("small");
  }

  /** In the middle of the value that {@link #aValueOfOneMebibyteComesBackByteForByte} wrote. */
  private static void damageStore(ReplicaFolder replica) throws IOException {
    Path largest;
    try (Stream<Path> files = Files.walk(replica.store())) {
      largest =
          files
              .filter(file -> file.toString().endsWith(".blob"))
              .max(Comparator.comparingLong(file -> file.toFile().length()))
              .orElseThrow();
    }
    try (RandomAccessFile file = new RandomAccessFile(largest.toFile(), "rw")) {
      long middle = file.length() / 2;
      byte[] there = new byte[64];
      file.seek(middle);
      file.readFully(there);
      for (int i = 0; i < there.length; i++) {
        there[i] ^= 0x55;
      }
      file.seek(middle);
      file.write(there);
    }
  }

  @Test
  @Order(11)
  void aRemovedClientIsRefusedAndOthersAreNot() throws Exception {
    String client = "load-1"; // wrote and read before
    assertThat(succeeds("client", cluster.path(), "revoke", client).text())
        .startsWith("removed load-1, in force: acknowledged by r1");

    Ended refused =
        fails(
            "load",
            cluster.path(),
            "--client",
            "load",
            "--clients",
            "1",
            "--seconds",
            "1",
            "--deadline",
            "10");
    assertThat(refused.text())
        .contains("0 operations in ")
        .contains("no link to r")
        .contains(": the client load-1 was removed)");
    assertThat(succeeds("get", cluster.path(), "--client", "bob", "large").text())
        .isEqualTo("small");
  }

  @Test
  @Order(12)
  void stopLeavesNoProcess() throws Exception {
    assertThat(succeeds("stop", cluster.path()).text()).isEqualTo("stopped: r1, r2, r3, r4\n");
    assertThat(processes.replicas()).isEmpty();
    assertThat(succeeds("stop", cluster.path()).text()).doesNotContain("r1");
  }

  @Test
  @Order(13)
  void secretsAreForTheirOwnerOnlyAndInNoOutput() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster.path())))
        .isEqualTo("rwx------");
    List<Path> secrets;
    try (Stream<Path> files = Files.walk(cluster.path())) {
      secrets = files.filter(file -> file.toString().endsWith(".key")).toList();
    }
    // Of the CA, the administrator, four replicas (two each), operator and clients (two each).
    assertThat(secrets).hasSizeGreaterThanOrEqualTo(2 + 4 * 2 + 4 * 2);
    for (Path secret : secrets) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .as(secret.toString())
          .isEqualTo("rw-------");
    }
    List<Path> outputs;
    try (Stream<Path> files = Files.walk(folder)) {
      outputs = files.filter(file -> file.toString().matches(".*\\.(log|out|err)")).toList();
    }
    assertThat(outputs).hasSizeGreaterThan(4);
    for (Path output : outputs) {
      String text = new String(Files.readAllBytes(output), StandardCharsets.ISO_8859_1);
      assertThat(text.contains("PRIVATE")).as(output.toString()).isFalse();
      for (Path secret : secrets) {
        assertThat(shows(text, Files.readAllBytes(secret)))
            .as("%s in %s", secret, output)
            .isFalse();
      }
    }
  }

  /** Whether a secret is in a text: as it is, in hexadecimal or in base64. */
  private static boolean shows(String text, byte[] secret) {
    return text.contains(new String(secret, StandardCharsets.ISO_8859_1))
        || text.contains(HexFormat.of().formatHex(secret))
        || text.contains(java.util.Base64.getEncoder().withoutPadding().encodeToString(secret));
  }
}
