package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.distributions.running.ProcessCluster.FAULTY;
import static org.quorate.distributions.running.ProcessCluster.LONG;
import static org.quorate.distributions.running.ProcessCluster.read;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.Value;
import org.quorate.api.register.Register;
import org.quorate.client.QuorateClient;
import org.quorate.conformance.history.History;
import org.quorate.conformance.history.HistoryReader;
import org.quorate.conformance.history.HistoryWriter;
import org.quorate.conformance.history.Operation;
import org.quorate.distributions.Distribution;
import org.quorate.distributions.running.Processes.Ended;
import org.quorate.distributions.running.Processes.Running;
import org.quorate.host.parts.Parts;

/** Replicas that die, stand still or lie, while clients go on. Part of {@link ProcessesTest}. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class FailingReplicas {
  private final ProcessCluster cluster;
  private final Processes processes;

  FailingReplicas(ProcessCluster cluster) {
    this.cluster = cluster;
    this.processes = cluster.processes();
  }

  private Path history() {
    return cluster.file("history");
  }

  @Test
  @Order(1)
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
            history());
    // The history is written in blocks, so its first one means some dozens of operations.
    Processes.await(
        "operations", () -> history().toFile().length() > 0 || !load.process().isAlive());
    List<ProcessHandle> replicas = processes.replicas();
    assertThat(replicas).hasSize(4);
    replicas.forEach(ProcessHandle::destroyForcibly);
    Ended started = processes.succeeds("start", cluster.path());
    assertThat(started.text()).isEqualTo("started: r1, r2, r3, r4\n");
    Ended loaded = load.await();

    assertThat(loaded.exitCode()).as("%s", loaded).isZero();
    assertThat(loaded.text()).contains("failed: 0");
    appendAFinalRead();
    assertThat(processes.succeeds("check", history()).text())
        .contains("linearizability: ")
        .contains("holds");
  }

  /** Every register of the load once more, after everything else. */
  private void appendAFinalRead() throws Exception {
    History before = HistoryReader.read(history());
    TreeSet<String> keys = new TreeSet<>();
    before.operations().forEach(operation -> keys.add(operation.key()));
    assertThat(keys).hasSize(3);
    List<Operation> all = new ArrayList<>(before.operations());
    try (Parts parts = Parts.start(Distribution.bundles());
        QuorateClient carol = cluster.client("carol", parts)) {
      for (String key : keys) {
        long call = System.nanoTime();
        Bytes content = carol.register(new Key(key), LONG).read().value().content();
        assertThat(content).as(key).isNotNull();
        String id = content.toUtf8().split(" ", 2)[0];
        all.add(Operation.read("carol", key, id, call, System.nanoTime()));
      }
    }
    try (HistoryWriter writer = HistoryWriter.to(history())) {
      writer.writeAll(History.of(all));
    }
  }

  @Test
  @Order(2)
  void aSpoiledHistoryIsFoundWithTheOperations() throws Exception {
    Operation write =
        HistoryReader.read(history()).operations().stream()
            .filter(one -> one.isWrite() && one.isKnown())
            .min(Comparator.comparingLong(Operation::callNanos))
            .orElseThrow();
    Path spoiled = Files.copy(history(), cluster.file("spoiled"));
    long end = 1L << 62;
    Files.writeString(
        spoiled,
        "{\"client\":\"liar\",\"key\":\"%s\",\"op\":\"read\",\"value\":\"%s\",\"call\":%d,\"return\":%d}\n"
            .formatted(write.key(), write.value(), end, end + 1),
        StandardOpenOption.APPEND);

    assertThat(processes.fails("check", spoiled).text())
        .contains("VIOLATED on 1 key")
        .contains("liar read ");
  }

  /** Slow without end: it takes everything, and answers when it goes on. */
  @Test
  @Order(3)
  void b1_aStoppedReplicaHoldsNobodyUp() throws Exception {
    ProcessHandle stopped = cluster.serving(FAULTY);
    signal("STOP", stopped);
    try (Parts parts = Parts.start(Distribution.bundles());
        QuorateClient alice = cluster.client("alice", parts)) {
      Register register = alice.register(new Key("k"), LONG);
      register.write(Bytes.utf8("meanwhile"));
      assertThat(register.read().value()).isEqualTo(Value.of(Bytes.utf8("meanwhile")));
    } finally {
      signal("CONT", stopped);
    }
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor())
        .isZero();
  }

  @Test
  @Order(4)
  void b10_aTwinAmongTheReplicasIsNotSeenByAnybody() throws Exception {
    ProcessHandle honest = cluster.serving(FAULTY);
    honest.destroyForcibly();
    honest.onExit().get();
    Running twin =
        processes.begin("replica", cluster.folder().replica(FAULTY).path(), "--adversary", "twin");
    Processes.await("the twin", () -> read(twin.err()).contains(" and lies: twin"));

    Path withTwin = cluster.file("history-with-a-twin");
    Ended load =
        processes.succeeds(
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
    assertThat(processes.succeeds("check", withTwin).text())
        .contains("linearizability: ")
        .contains("holds");
    twin.process().destroy();
    twin.await();
    assertThat(processes.succeeds("start", cluster.path()).text())
        .endsWith("started: " + FAULTY + "\n");
  }
}
