package org.quorate.distributions.swap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;
import org.quorate.distributions.Distribution;
import org.quorate.distributions.swap.FickleProvider.Fault;
import org.quorate.host.parts.Deployed;
import org.quorate.host.parts.Parts;
import org.quorate.host.wire.Resources;

/**
 * A bundle that is brought, serves and is taken away a thousand times in one framework, while calls
 * go on. That a whole cluster follows as often is what {@code quorate swaps} shows.
 */
class ThousandExchangesTest {
  private static final String SCHEME = "ed25519";
  private static final String SHIPPED = "bouncycastle";
  private static final int EXCHANGES = 1000;
  private static final int EARLY = 10;
  private static final int COLLECTIONS_MAX = 50;
  private static final long PAUSE_NANOS = 1_000_000;

  /** Less than whatever would be left behind takes, more than what changes by chance. */
  private static final int HEAP_BYTES_EACH = 2048;

  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

  @Test
  @Tag("thorough")
  void x4_aThousandExchangesLeaveNothingBehind(@TempDir Path folder) throws IOException {
    Path bundle = BroughtBundles.make(folder.resolve("acme.jar"), "acme", "1.0.0", Fault.NONE);
    try (Parts parts = Parts.start(Distribution.bundles())) {
      AtomicBoolean ended = new AtomicBoolean();
      CompletableFuture<Long> calls =
          CompletableFuture.supplyAsync(() -> call(parts.signatures(SCHEME), ended));
      Resources early;
      Resources late;
      try {
        exchange(parts, bundle, EARLY);
        early = whenCollected();
        exchange(parts, bundle, EXCHANGES - EARLY);
        late = whenCollected();
      } finally {
        ended.set(true);
      }

      assertThat(calls.join()).isPositive(); // and none failed
      assertThat(late.heapBytes()).isLessThan(early.heapBytes() + EXCHANGES * HEAP_BYTES_EACH);
      assertThat(late.classes()).isLessThan(early.classes() + 100);
      assertThat(late.threads()).isLessThan(early.threads() + 10);
      assertThat(late.openFiles()).isLessThan(early.openFiles() + 10);
      assertThat(late.nativeMaps()).isLessThan(early.nativeMaps() + 10);
    }
  }

  /** How many signatures were made and verified until {@code ended}. */
  private static long call(SignatureScheme scheme, AtomicBoolean ended) {
    SigningKeys keys = scheme.generate(new SecureRandom());
    long calls = 0;
    while (!ended.get()) {
      Bytes message = Bytes.utf8("call " + calls);
      Bytes signature = scheme.sign(keys.privateKey(), message);
      assertThat(scheme.verify(keys.publicKey(), message, signature)).isTrue();
      calls++;
      LockSupport.parkNanos(PAUSE_NANOS); // the exchanges need a processor as well
    }
    return calls;
  }

  private void exchange(Parts parts, Path bundle, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      Deployed deployed = parts.deploy(bundle, "acme-" + loaders.size());
      loaders.add(new WeakReference<>(deployed.classLoader()));
      parts.prefer(SCHEME, "acme");
      assertThat(parts.provider(SCHEME)).isEqualTo("acme");
      parts.prefer(SCHEME, SHIPPED);
      deployed.remove();
      assertThat(parts.provider(SCHEME)).isEqualTo(SHIPPED);
    }
  }

  private Resources whenCollected() {
    for (int i = 0;
        i < COLLECTIONS_MAX && loaders.stream().anyMatch(one -> one.get() != null);
        i++) {
      System.gc();
    }
    assertThat(loaders).as("class loaders").allMatch(one -> one.get() == null);
    return Resources.ofThisProcess();
  }
}
