package org.quorate.console.cluster;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.ReplicaId;
import org.quorate.host.parts.BundleFiles;

/**
 * The replicas of a cluster as processes of this machine. A replica's process says by a {@link
 * ServingMark} that it serves; its output goes to {@value #LOG_FILE}.
 */
public final class ReplicaProcesses {
  public static final String LOG_FILE = "replica.log";

  /** For a machine that is very busy: a process that ends is noticed at once. */
  private static final long START_SECONDS_MAX = 180;

  private static final long STOP_SECONDS_MAX = 20;
  private static final long POLL_MILLIS = 50;
  private static final int LOG_LINES_SHOWN = 5;

  /** Where the bundles are, and what the launcher sets to be spared the compiler's mistakes. */
  private static final List<String> INHERITED_OPTIONS =
      List.of(
          "-D" + BundleFiles.PROPERTY,
          "-XX:+IgnoreUnrecognizedVMOptions",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArrayOperationPartialInlineSize=");

  private final ClusterFolder cluster;

  public ReplicaProcesses(ClusterFolder cluster) {
    this.cluster = cluster;
  }

  /** The process of {@code replica}, if it serves. */
  public Optional<ProcessHandle> serving(ReplicaId replica) throws IOException {
    return ServingMark.holder(cluster.replica(replica).path()).flatMap(ProcessHandle::of);
  }

  /**
   * Starts the replica's process and waits until it serves.
   *
   * @param adversary the liar that it is to be; null for an honest replica
   * @throws IOException if it ends before, or does not serve in time, with the end of its log
   */
  public ProcessHandle start(ReplicaId replica, @Nullable String adversary) throws IOException {
    Process process = launch(replica, adversary);
    awaitServing(replica, process);
    return process.toHandle();
  }

  /**
   * Starts all of {@code replicas} at the same time and waits until each serves.
   *
   * @return their processes, in the same order
   * @throws IOException if one does not; none of them runs then
   */
  public List<ProcessHandle> startAll(List<ReplicaId> replicas) throws IOException {
    List<Process> processes = new ArrayList<>();
    try {
      for (ReplicaId replica : replicas) {
        processes.add(launch(replica, null));
      }
      for (int i = 0; i < replicas.size(); i++) {
        awaitServing(replicas.get(i), processes.get(i));
      }
      return processes.stream().map(Process::toHandle).toList();
    } catch (IOException e) {
      for (Process process : processes) {
        process.destroyForcibly().onExit().join();
      }
      throw e;
    }
  }

  private Process launch(ReplicaId replica, @Nullable String adversary) throws IOException {
    Path folder = cluster.replica(replica).path();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ownJvmOptions());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("org.quorate.console.Main");
    command.add("replica");
    command.add(folder.toString());
    if (adversary != null) {
      command.add("--adversary");
      command.add(adversary);
    }
    Files.deleteIfExists(folder.resolve(ServingMark.FILE));
    File log = folder.resolve(LOG_FILE).toFile();
    return new ProcessBuilder(command)
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  /** A replica's own options, and those of this process that it needs as well. */
  private static List<String> ownJvmOptions() {
    List<String> options = new ArrayList<>(List.of("-Xmx512m", "-XX:+UseSerialGC"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> INHERITED_OPTIONS.stream().anyMatch(argument::startsWith))
        .forEach(options::add);
    return options;
  }

  private void awaitServing(ReplicaId replica, Process process) throws IOException {
    Path folder = cluster.replica(replica).path();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
    while (!Files.exists(folder.resolve(ServingMark.FILE))) {
      try {
        if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          throw new IOException(replica + " did not start: " + endOfLog(folder));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while " + replica + " started", e);
      }
      if (System.nanoTime() > end) {
        throw new IOException(
            replica + " does not serve after " + START_SECONDS_MAX + " s: " + endOfLog(folder));
      }
    }
  }

  private static String endOfLog(Path folder) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(LOG_FILE));
    List<String> last = lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
    return last.isEmpty() ? "it said nothing" : String.join("\n  ", last);
  }

  /**
   * Asks the process to end in order, and ends it by force if it does not in time. Does not heed
   * interruption, because a process that is left behind has nobody to end it.
   */
  public void stop(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().orTimeout(STOP_SECONDS_MAX, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }
}
