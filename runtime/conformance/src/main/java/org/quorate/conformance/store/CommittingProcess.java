package org.quorate.conformance.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A process of its own that runs {@link CommitLoop}, to be killed. */
final class CommittingProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final Map<Integer, Long> acknowledged = new TreeMap<>();

  private CommittingProcess(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
  }

  static CommittingProcess start(RegisterStoreKit kit, Path directory) throws IOException {
    return new CommittingProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Killed, it leaves what it unpacked.
                "-Djava.io.tmpdir=" + directory.getParent(),
                "-cp",
                System.getProperty("java.class.path"),
                CommitLoop.class.getName(),
                kit.getClass().getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** Waits until {@code commits} more were acknowledged. */
  void awaitAcknowledged(int commits) throws IOException {
    for (int seen = 0; seen < commits; seen++) {
      assertThat(next()).as("an acknowledgement; what the process said is above").isNotNull();
    }
  }

  /** Kills the process with a signal that it cannot catch; the last number of each thread. */
  Map<Integer, Long> killAndReadAcknowledged() throws IOException {
    close();
    String line;
    do {
      line = next();
    } while (line != null);
    return acknowledged;
  }

  private @Nullable String next() throws IOException {
    String line = output.readLine();
    if (line != null) {
      String[] threadAndNumber = line.split(" ", 2);
      acknowledged.put(Integer.valueOf(threadAndNumber[0]), Long.valueOf(threadAndNumber[1]));
    }
    return line;
  }

  @Override
  public void close() {
    // By its handle: the process itself would close its output, of which the end is not yet read.
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }
}
