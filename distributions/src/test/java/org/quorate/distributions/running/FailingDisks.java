package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.distributions.running.ProcessCluster.FAULTY;
import static org.quorate.distributions.running.ProcessCluster.LONG;
import static org.quorate.distributions.running.ProcessCluster.VALUE_BYTES_MAX;
import static org.quorate.distributions.running.ProcessCluster.random;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.register.Register;
import org.quorate.client.QuorateClient;
import org.quorate.distributions.Distribution;
import org.quorate.distributions.running.Processes.Ended;
import org.quorate.host.configuration.ReplicaFolder;
import org.quorate.host.parts.Parts;
import org.quorate.host.wire.ReplicaStatus;

/** A replica that has no room, no file handles or damaged files. Part of {@link ProcessesTest}. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class FailingDisks {
  private static final int FILE_BYTES_MAX = 100_000;
  private static final int CHANGES_MAX = 1_000;

  private final ProcessCluster cluster;
  private final Processes processes;

  FailingDisks(ProcessCluster cluster) {
    this.cluster = cluster;
    this.processes = cluster.processes();
  }

  /** What a process may write into a file is bounded here, and its files are full at once. */
  @Test
  @Order(1)
  void d9_aReplicaWhoseDiskIsFullSaysSoAndComesBack() throws Exception {
    try (Parts parts = Parts.start(Distribution.bundles());
        QuorateClient alice = cluster.client("alice", parts)) {
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
  private void writeUntilItSays(String line, Register register, int from) throws Exception {
    for (int i = 0; i < CHANGES_MAX && !cluster.log(FAULTY).substring(from).contains(line); i++) {
      // Another one each time, as what stays the same is not stored again.
      register.write(Bytes.wrap(random(2 * FILE_BYTES_MAX + i)));
    }
    assertThat(cluster.log(FAULTY).substring(from)).contains(line);
  }

  /** A process without file handles gets neither files nor connections. */
  @Test
  @Order(2)
  void d9_aReplicaWithoutFileHandlesSaysSoAndComesBack() throws Exception {
    String usual = openFilesMax();
    try (Parts parts = Parts.start(Distribution.bundles());
        QuorateClient alice = cluster.client("alice", parts)) {
      Register register = alice.register(new Key("bulky"), LONG);
      int before = cluster.log(FAULTY).length();
      // The link must be up: there is none to be had from now on.
      assertThat(alice.status(LONG).toCompletableFuture().get()).containsKey(FAULTY);
      limit("nofile", "1");
      writeUntilItSays(" SEVERE the store does not take changes", register, before);
      assertThat(cluster.log(FAULTY).substring(before)).contains("Too many open files");
      ReplicaStatus status = alice.status(LONG).toCompletableFuture().get().get(FAULTY);
      assertThat(status.complaints()).contains("the store does not take changes");
      assertThat(status.refusals()).containsKey("STORE");
      processes.succeeds("put", cluster.path(), "--client", "bob", "meanwhile", "written");

      limit("nofile", usual);
      writeUntilItSays(" INFO no longer: the store does not take changes", register, before);
    }
    processes.succeeds("status", cluster.path());
    assertThat(processes.succeeds("get", cluster.path(), "--client", "bob", "meanwhile").text())
        .isEqualTo("written");
  }

  /** The soft limit of the process, as it is. */
  private String openFilesMax() throws Exception {
    Process process =
        new ProcessBuilder(
                "prlimit",
                "--pid",
                "" + cluster.serving(FAULTY).pid(),
                "--nofile",
                "--noheadings",
                "--output=SOFT")
            .start();
    try (var output = process.inputReader()) {
      return output.readLine().strip();
    }
  }

  private void limit(String resource, String max) throws Exception {
    String process = "" + cluster.serving(FAULTY).pid();
    assertThat(
            // The soft limit: everybody may raise that again.
            new ProcessBuilder("prlimit", "--pid", process, "--" + resource + "=" + max + ":")
                .start()
                .waitFor())
        .isZero();
  }

  @Test
  @Order(3)
  void d9_aDamagedStoreIsReportedAndTheClusterGoesOn() throws Exception {
    processes.succeeds("stop", cluster.path());
    assertThat(processes.replicas()).isEmpty();
    damageStore(cluster.folder().replica(FAULTY));

    processes.succeeds("start", cluster.path());
    assertThat(
            processes
                .succeeds("get", cluster.path(), "--client", "bob", "large")
                .out()
                .toByteArray())
        .isEqualTo(random(VALUE_BYTES_MAX));
    Ended status = processes.fails("status", cluster.path(), "--timeout", "60");
    assertThat(status.text())
        .contains("    a stored register is damaged: ")
        .doesNotContain("no answer");
    assertThat(cluster.log(FAULTY)).contains(" SEVERE a stored register is damaged: ");
    processes.succeeds("put", cluster.path(), "--client", "alice", "large", "small");
    assertThat(processes.succeeds("get", cluster.path(), "--client", "bob", "large").text())
        .isEqualTo("small");
  }

  /** In the middle of the value that {@link LargeValues} wrote. */
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
}
