package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.register.OperationResult;
import org.quorate.api.register.RegisterException;
import org.quorate.api.register.RegisterException.Reason;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.client.QuorateClient;
import org.quorate.distributions.Distribution;
import org.quorate.host.configuration.Limits;
import org.quorate.host.parts.Lease;
import org.quorate.host.parts.Parts;

/** Replicas and the bundles under them: what comes and goes while they serve. */
class ReplicaTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int EXCHANGES = 5;

  private static Parts parts;
  private static Lease<SignatureScheme> ed25519;
  @TempDir private Path folder;

  @BeforeAll
  static void startsTheParts() throws IOException {
    parts = Parts.start(Distribution.bundles());
    ed25519 = parts.lease(SignatureScheme.class, "ed25519");
  }

  @AfterAll
  static void stopsTheParts() {
    parts.close();
  }

  private RunningCluster started() throws IOException {
    return RunningCluster.started(folder.resolve("c"), parts, RunningCluster.IN_MEMORY);
  }

  private static Bundle bundleOfProvider() {
    Bundle any =
        parts
            .lease(RegisterProtocol.class, "bft-bc")
            .call(protocol -> FrameworkUtil.getBundle(protocol.getClass()));
    return any.getBundleContext().getBundle(ed25519.providers().get(0).provider().bundleId());
  }

  private static OperationResult get(CompletionStage<OperationResult> stage) {
    return stage.toCompletableFuture().orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Test
  void x4_providersOfASchemeAreExchangedUnderLoadWithoutAFailedOperation() throws Exception {
    try (RunningCluster cluster = started()) {
      QuorateClient alice = cluster.open("alice");
      List<String> served = new ArrayList<>();
      int written = 0;
      for (int i = 0; i < EXCHANGES; i++) {
        List<CompletionStage<OperationResult>> load = new ArrayList<>();
        for (int k = 0; k < 10; k++) {
          Key key = new Key("k" + k);
          load.add(alice.register(key, LONG).writeAsync(Bytes.utf8("v" + written++)));
          load.add(alice.register(key, LONG).readAsync());
        }
        Bundle serving = bundleOfProvider();
        served.add(ed25519.provider());
        serving.stop();
        served.add(ed25519.provider());
        serving.start();
        load.forEach(ReplicaTest::get);
      }
      assertThat(served).contains("jdk", "bouncycastle").doesNotContainNull();
    }
  }

  @Test
  void withoutAnyProviderOperationsWaitAndTheNodeSaysSo() throws Exception {
    try (RunningCluster cluster = started()) {
      QuorateClient alice = cluster.open("alice");
      get(alice.register(new Key("k"), LONG).writeAsync(Bytes.utf8("before")));
      List<Bundle> stopped = new ArrayList<>();
      while (ed25519.provider() != null) {
        stopped.add(0, bundleOfProvider());
        stopped.get(0).stop();
      }
      CompletionStage<OperationResult> patient;
      try {
        assertThat(cluster.node(1).status().complaints())
            .containsExactly("no bundle offers the signature scheme ed25519");
        patient = alice.register(new Key("k"), LONG).writeAsync(Bytes.utf8("patient"));
        assertThatThrownBy(
                () -> get(alice.register(new Key("other"), SHORT).writeAsync(Bytes.utf8("hasty"))))
            .hasCauseInstanceOf(RegisterException.class)
            .extracting(e -> ((RegisterException) e.getCause()).reason())
            .isEqualTo(Reason.DEADLINE);
      } finally {
        for (Bundle bundle : stopped) {
          bundle.start();
        }
      }
      assertThat(get(patient).version().ts().counter()).isEqualTo(2);
      assertThat(cluster.node(1).status().complaints()).isEmpty();
      assertThat(
              get(alice.register(new Key("other"), LONG).writeAsync(Bytes.utf8("again")))
                  .version()
                  .ts()
                  .counter())
          .as("the hasty one was carried on first")
          .isEqualTo(2);
    }
  }

  @Test
  void aReplicaThatCannotListenLeavesNothingBehind() throws Exception {
    try (RunningCluster cluster =
        RunningCluster.made(folder.resolve("c"), parts, RunningCluster.IN_MEMORY, Limits.DEFAULT)) {
      cluster.start(1);
      long before = loopsOfR1();

      assertThatThrownBy(() -> cluster.start(1)).isInstanceOf(IOException.class);
      assertThat(loopsOfR1()).isEqualTo(before).isPositive();
    }
  }

  private static long loopsOfR1() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("quorate-r1-loop-"))
        .count();
  }

  @Test
  void anUnknownLiarIsRefusedWithThoseThatThereAre() throws Exception {
    try (RunningCluster cluster =
        RunningCluster.made(folder.resolve("c"), parts, RunningCluster.IN_MEMORY, Limits.DEFAULT)) {
      assertThatThrownBy(() -> cluster.start(1, "fibber"))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("there is no adversary 'fibber'; installed: echo, ");
    }
  }
}
