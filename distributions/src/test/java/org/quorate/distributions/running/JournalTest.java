package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.Value;
import org.quorate.api.register.OperationResult;
import org.quorate.api.register.RegisterException;
import org.quorate.client.QuorateClient;
import org.quorate.distributions.Distribution;
import org.quorate.host.parts.Parts;

/** What a client's folder remembers when the client does not live to the end of a write. */
class JournalTest {
  private static final Key KEY = new Key("k");
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
    cluster = RunningCluster.started(folder.resolve("c"), parts, RunningCluster.ON_DISK);
  }

  @AfterEach
  void stopsTheCluster() throws IOException {
    cluster.close();
  }

  private static void write(QuorateClient client, String value) throws InterruptedException {
    client.register(KEY, LONG).write(Bytes.utf8(value));
  }

  private static Value value(String text) {
    return Value.of(Bytes.utf8(text));
  }

  @Test
  void aClientThatWasStoppedInAWriteFinishesItAndCanWriteOn() throws Exception {
    QuorateClient alice = cluster.open("alice");
    write(alice, "before");
    cluster.stop(1, 2);
    assertThatThrownBy(() -> alice.register(KEY, SHORT).write(Bytes.utf8("pending")))
        .isInstanceOf(RegisterException.class)
        .hasMessageStartingWith("no answer in time: ");
    alice.close();
    cluster.start(1, 2);

    QuorateClient again = cluster.open("alice");
    QuorateClient bob = cluster.open("bob");
    OperationResult seen = bob.register(KEY, LONG).read();
    long end = System.nanoTime() + LONG.toNanos();
    while (seen.value().equals(value("before")) && System.nanoTime() < end) {
      seen = bob.register(KEY, LONG).read();
    }
    assertThat(seen.value()).as("finished without being asked to").isEqualTo(value("pending"));
    write(again, "after");
    assertThat(bob.register(KEY, LONG).read().value()).isEqualTo(value("after"));
  }

  @Test
  void theNextWriteOfARestartedClientWaitsForThePendingOne() throws Exception {
    QuorateClient alice = cluster.open("alice");
    cluster.stop(1, 2);
    assertThatThrownBy(() -> alice.register(KEY, SHORT).write(Bytes.utf8("pending")))
        .isInstanceOf(RegisterException.class);
    alice.close();

    QuorateClient again = cluster.open("alice");
    var after = again.register(KEY, LONG).writeAsync(Bytes.utf8("after"));
    cluster.start(1, 2);

    OperationResult end = after.toCompletableFuture().join();
    assertThat(end.value()).isEqualTo(value("after"));
    assertThat(end.version().ts().counter()).as("pending came first").isEqualTo(2);
  }

  @Test
  void aFolderIsForOneClientAtATime() throws Exception {
    QuorateClient first = cluster.open("alice");

    assertThatThrownBy(() -> cluster.open("alice"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("alice")
        .hasMessageContaining("held by somebody else");
    write(first, "v");
    first.close();
    assertThat(cluster.open("alice").register(KEY, LONG).read().value()).isEqualTo(value("v"));
  }
}
