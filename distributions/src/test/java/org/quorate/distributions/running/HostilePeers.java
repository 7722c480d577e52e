package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.distributions.running.ProcessCluster.LONG;
import static org.quorate.distributions.running.ProcessCluster.random;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.Value;
import org.quorate.client.QuorateClient;
import org.quorate.distributions.Distribution;
import org.quorate.host.configuration.Member;
import org.quorate.host.parts.Parts;

/**
 * Who has no business here, and a client that does not end what it began. Part of {@link
 * ProcessesTest}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class HostilePeers {
  private static final int PARTIAL_WRITES = 5;

  private final ProcessCluster cluster;
  private final Processes processes;

  HostilePeers(ProcessCluster cluster) {
    this.cluster = cluster;
    this.processes = cluster.processes();
  }

  /** D1, D3 and whoever scans ports. */
  @Test
  @Order(1)
  void strangersOnlyLeaveALineInTheLog() throws Exception {
    Member member = cluster.folder().descriptor().members().get(0);
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
      processes.succeeds("status", cluster.path(), "--timeout", "60");
    }
    Processes.await("a line in the log", () -> tellsOfStrangers(cluster.log(member.id())));
    assertThat(cluster.log(member.id()).lines()).allMatch(line -> line.contains(" INFO "));
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
  @Order(2)
  void p1_aWriteThatReachesOneReplicaIsReadOrNotButNeverNewThenOld() throws Exception {
    try (Parts parts = Parts.start(Distribution.bundles());
        QuorateClient cheat = cluster.client("carol", parts);
        QuorateClient alice = cluster.client("alice", parts);
        QuorateClient bob = cluster.client("bob", parts)) {
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
}
