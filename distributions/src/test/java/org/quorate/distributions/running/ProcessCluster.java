package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.quorate.api.model.ReplicaId;
import org.quorate.client.QuorateClient;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.console.cluster.ReplicaProcesses;
import org.quorate.host.parts.Parts;

/**
 * A cluster of four processes, as what is shipped runs it, with the clients alice, bob and carol.
 */
final class ProcessCluster implements AutoCloseable {
  static final int VALUE_BYTES_MAX = 1 << 20;
  static final Duration LONG = Duration.ofMinutes(2);

  /** The one that something is wrong with, by turns. */
  static final ReplicaId FAULTY = new ReplicaId(2);

  private final Path scratch;
  private final ClusterFolder folder;
  private final Processes processes;

  private ProcessCluster(Path scratch) {
    this.scratch = scratch;
    this.folder = new ClusterFolder(scratch.resolve("cluster"));
    this.processes = new Processes(scratch);
  }

  /** A new cluster that serves; it and what is said on the way are below {@code scratch}. */
  static ProcessCluster started(Path scratch) throws Exception {
    ProcessCluster cluster = new ProcessCluster(scratch);
    cluster.processes.succeeds(
        "init", cluster.path(), "--client", "alice", "--client", "bob", "--client", "carol");
    cluster.processes.succeeds("start", cluster.path());
    assertThat(cluster.processes.replicas()).hasSize(4);
    return cluster;
  }

  Processes processes() {
    return processes;
  }

  ClusterFolder folder() {
    return folder;
  }

  Path path() {
    return folder.path();
  }

  /** A file beside the cluster's folder. */
  Path file(String name) {
    return scratch.resolve(name);
  }

  QuorateClient client(String name, Parts parts) throws IOException {
    return QuorateClient.open(folder.client(name).path(), parts);
  }

  ProcessHandle serving(ReplicaId replica) throws IOException {
    return new ReplicaProcesses(folder).serving(replica).orElseThrow();
  }

  String log(ReplicaId replica) {
    return read(folder.replica(replica).path().resolve("replica.log"));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    new SplittableRandom(bytes).nextBytes(random);
    return random;
  }

  /** Leaves no process behind. */
  @Override
  public void close() throws IOException {
    processes.killAll();
  }
}
