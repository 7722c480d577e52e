package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.api.model.ReplicaId;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.console.cluster.ReplicaProcesses;
import org.quorate.distributions.Distribution;
import org.quorate.host.configuration.ReplicaFolder;
import org.quorate.host.parts.Parts;
import org.quorate.host.wire.ReplicaStatus;

/** A client with all rights wants nothing but to fill a replica's memory, which is small. */
@Tag("thorough")
class HostileMemoryTest {
  private static final int REQUESTS = 1_000_000;
  private static final int EARLY = 200_000;
  private static final int LINKS = 16;
  private static final int REGISTERS_MAX = 1_000;
  private static final String SMALL_HEAP = "-Xmx64m -XX:+UseSerialGC";

  /** What one client may hold at any moment of that heap, on links and of what waits. */
  private static final long HELD_BYTES_MAX = 12 << 20;

  @TempDir Path folder;
  private Processes processes;

  @AfterEach
  void endsTheProcesses() throws IOException {
    processes.killAll();
  }

  /**
   * Reads of ever other registers, and beginnings of writes, on as many links as one client may
   * have, half of which it does not read, and as fast as it can.
   */
  @Test
  void d4_aMillionHostileRequestsLeaveTheMemoryOfAReplicaAsItWas() throws Exception {
    processes = new Processes(folder);
    Path made = folder.resolve("c");
    assertThat(
            processes
                .run(
                    "init",
                    made,
                    "--variant",
                    "bft-bc",
                    "--client",
                    "mallory",
                    "--client",
                    "alice",
                    "--limit",
                    "requestsPerClientSecondMax=1000000000",
                    "--limit",
                    "registersPerClientMax=" + REGISTERS_MAX)
                .exitCode())
        .isZero();
    ClusterFolder cluster = new ClusterFolder(made);
    ReplicaFolder target = cluster.replica(new ReplicaId(1));
    Processes.Running replica = processes.beginWith(SMALL_HEAP, "replica", target.path());
    ReplicaProcesses garbage = new ReplicaProcesses(cluster);

    try (Parts parts = Parts.start(Distribution.bundles());
        RawClient<?, ?, ?> mallory = RawClient.connect(cluster, "mallory", LINKS, parts);
        RawClient<?, ?, ?> alice = RawClient.connect(cluster, "alice", 1, parts)) {
      mallory.flood(EARLY);
      ReplicaStatus early = whenDone(alice, garbage);
      mallory.flood(REQUESTS - EARLY);
      ReplicaStatus late = whenDone(alice, garbage);

      assertThat(replica.process().isAlive()).isTrue();
      assertThat(late.requests()).isGreaterThan(early.requests());
      assertThat(late.resources().heapBytes())
          .isBetween(1L, early.resources().heapBytes() + HELD_BYTES_MAX);
      assertThat(late.refusals()).containsKey("QUOTA");
      assertThat(late.complaints()).isEmpty();
      assertThat(Files.readString(replica.err())).doesNotContain("OutOfMemory");
    }
  }

  /** How the replica is when nothing waits any more. */
  private static ReplicaStatus whenDone(RawClient<?, ?, ?> client, ReplicaProcesses garbage)
      throws IOException, InterruptedException {
    ReplicaStatus before = client.status();
    garbage.collectGarbage();
    ReplicaStatus now = client.status();
    while (now.requests() > before.requests()) {
      before = now;
      garbage.collectGarbage();
      now = client.status();
    }
    return now;
  }
}
