package org.quorate.host.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleCacheTest {
  private static final Instant EVERYTHING = Instant.MAX;

  @TempDir private Path parent;

  private Path leftBehind() throws IOException {
    Path folder = Files.createTempDirectory(parent, "quorate-bundles-");
    Files.createFile(folder.resolve("in-use.lock"));
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

    try (BundleCache first = BundleCache.in(parent, EVERYTHING);
        BundleCache second = BundleCache.in(parent, EVERYTHING)) {
      assertThat(left).doesNotExist();
      assertThat(first.storage()).isNotEqualTo(second.storage()).isDirectory();
      assertThat(foreign).isDirectory();
      assertThat(other).isDirectory();
    }
  }

  @Test
  void whatIsSoYoungThatItMayBeLockedSoonIsLeftAlone() throws IOException {
    Path left = leftBehind();

    try (BundleCache cache = BundleCache.in(parent, Instant.now().minus(Duration.ofDays(1)))) {
      assertThat(cache.storage()).isDirectory();
      assertThat(left).isDirectory();
    }
  }
}
