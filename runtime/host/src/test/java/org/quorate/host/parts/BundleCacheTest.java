package org.quorate.host.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleCacheTest {
  private final Instant aMinuteAgo = Instant.now().minus(Duration.ofMinutes(1));

  @TempDir private Path parent;

  private Path leftBehind() throws IOException {
    Path folder = Files.createTempDirectory(parent, "quorate-bundles-");
    Path lock = Files.createFile(folder.resolve("in-use.lock"));
    Files.setLastModifiedTime(lock, FileTime.from(aMinuteAgo.minus(Duration.ofHours(1))));
    Files.createDirectories(folder.resolve("bundle1").resolve("version0.0"));
    return folder;
  }

  @Test
  void isGoneWhenItIsClosed() throws IOException {
    BundleCache cache = BundleCache.in(parent, Instant.MIN);
    Files.createDirectories(cache.storage().resolve("bundle1").resolve("data"));

    cache.close();

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void whatADeadProcessLeftIsDeletedAndWhatIsInUseIsNot() throws IOException {
    Path left = leftBehind();
    Path foreign = Files.createTempDirectory(parent, "quorate-bundles-"); // without a lock
    Path other = Files.createDirectory(parent.resolve("something-else"));

    try (BundleCache first = BundleCache.in(parent, aMinuteAgo);
        BundleCache second = BundleCache.in(parent, aMinuteAgo)) {
      assertThat(left).doesNotExist();
      assertThat(first.storage()).isNotEqualTo(second.storage()).isDirectory();
      assertThat(foreign).isDirectory();
      assertThat(other).isDirectory();
    }
  }

  /** As when all replicas of a machine are started anew after they were killed. */
  @Test
  void manyMayDeleteTheSameAtTheSameTime() throws Exception {
    int count = 8;
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      for (int round = 0; round < 20; round++) {
        Path left = leftBehind();
        for (int i = 0; i < 50; i++) {
          Files.createDirectories(left.resolve("bundle" + i).resolve("version0.0"));
        }
        List<Future<BundleCache>> made =
            threads.invokeAll(Collections.nCopies(count, () -> BundleCache.in(parent, aMinuteAgo)));
        for (Future<BundleCache> one : made) {
          one.get().close();
        }
        assertThat(left).doesNotExist();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatIsSoYoungThatItMayBeLockedSoonIsLeftAlone() throws IOException {
    Path left = leftBehind();

    try (BundleCache cache = BundleCache.in(parent, aMinuteAgo.minus(Duration.ofDays(1)))) {
      assertThat(cache.storage()).isDirectory();
      assertThat(left).isDirectory();
    }
  }
}
