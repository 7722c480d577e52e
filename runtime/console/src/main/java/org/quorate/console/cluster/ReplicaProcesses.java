package org.quorate.console.cluster;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.host.configuration.Member;
import org.quorate.host.parts.BundleFiles;

/**
 * The replicas of a cluster as processes of this machine. A replica's process says by a {@link
 * ServingMark} that it serves; its output goes to {@value #LOG_FILE}.
 */
public final class ReplicaProcesses {
  public static final String LOG_FILE = "replica.log";

  /** For a machine that is very busy: a process that ends is noticed at once. */
  private static final long START_SECONDS_MAX = 180;

  /** Options of the JVM for each replica, apart by spaces. */
  private static final String OPTIONS_VARIABLE = "QUORATE_REPLICA_OPTIONS";

  private static final long STOP_SECONDS_MAX = 20;
  private static final long GARBAGE_SECONDS_MAX = 20;
  private static final long POLL_MILLIS = 50;
  private static final int LOG_LINES_SHOWN = 5;
  private static final int LOG_BYTES_SHOWN_MAX = 4096;

  /** Where the bundles are, and what the launcher sets for every process. */
  private static final List<String> INHERITED_OPTIONS =
      List.of(
          "-D" + BundleFiles.PROPERTY,
          "-XX:+IgnoreUnrecognizedVMOptions",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArrayOperationPartialInlineSize=",
          "--enable-native-access=",
          "--sun-misc-unsafe-memory-access=");

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
    Launched launched = launch(replica, adversary);
    awaitServing(launched);
    return launched.process().toHandle();
  }

  /**
   * Starts all of {@code replicas} at the same time and waits until each serves or has failed.
   * Those that serve go on whatever became of the others, because that is what they are several
   * for.
   *
   * @throws IOException if a process cannot be made at all; none runs then
   */
  public Started startAll(List<ReplicaId> replicas) throws IOException {
    return startAll(replicas, Map.of());
  }

  /** The same, but {@code adversaries} says which of them lie, and how. */
  public Started startAll(List<ReplicaId> replicas, Map<ReplicaId, String> adversaries)
      throws IOException {
    List<Launched> launched = new ArrayList<>();
    try {
      for (ReplicaId replica : replicas) {
        launched.add(launch(replica, adversaries.get(replica)));
      }
    } catch (IOException e) {
      launched.forEach(one -> one.process().destroyForcibly().onExit().join());
      throw e;
    }
    Map<ReplicaId, ProcessHandle> serving = new TreeMap<>();
    Map<ReplicaId, String> failed = new TreeMap<>();
    for (Launched one : launched) {
      try {
        awaitServing(one);
        serving.put(one.replica(), one.process().toHandle());
      } catch (IOException e) {
        one.process().destroyForcibly().onExit().join();
        failed.put(one.replica(), String.valueOf(e.getMessage()));
      }
    }
    return new Started(serving, failed);
  }

  /**
   * What came of starting several replicas.
   *
   * @param failed those that do not run, and why
   */
  public record Started(Map<ReplicaId, ProcessHandle> serving, Map<ReplicaId, String> failed) {}

  /** A process that may come to serve; its log begins after {@code logBytesBefore} of others. */
  private record Launched(ReplicaId replica, Process process, Path log, long logBytesBefore) {}

  private Launched launch(ReplicaId replica, @Nullable String adversary) throws IOException {
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
    Path log = folder.resolve(LOG_FILE);
    long logBytesBefore = Files.exists(log) ? Files.size(log) : 0;
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new Launched(replica, process, log, logBytesBefore);
  }

  /** A replica's own options, those of this process that it needs as well, and the user's. */
  private static List<String> ownJvmOptions() {
    // Without memory a process had better end than serve by halves.
    List<String> options =
        new ArrayList<>(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> INHERITED_OPTIONS.stream().anyMatch(argument::startsWith))
        .forEach(options::add);
    String chosen = System.getenv(OPTIONS_VARIABLE);
    if (chosen != null) {
      // Last, and so in the place of the same options above.
      Stream.of(chosen.split(" ")).filter(option -> !option.isBlank()).forEach(options::add);
    }
    return options;
  }

  private void awaitServing(Launched launched) throws IOException {
    ReplicaId replica = launched.replica();
    Path mark = cluster.replica(replica).path().resolve(ServingMark.FILE);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
    while (!Files.exists(mark)) {
      try {
        if (launched.process().waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          throw new IOException(replica + " did not start: " + lastWords(launched));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while " + replica + " started", e);
      }
      if (System.nanoTime() > end) {
        throw new IOException(
            replica + " does not serve after " + START_SECONDS_MAX + " s: " + lastWords(launched));
      }
    }
  }

  /** The end of what this very process said. */
  private static String lastWords(Launched launched) throws IOException {
    try (SeekableByteChannel log = Files.newByteChannel(launched.log())) {
      long from = Math.max(launched.logBytesBefore(), log.size() - LOG_BYTES_SHOWN_MAX);
      ByteBuffer words = ByteBuffer.allocate((int) (log.size() - from));
      log.position(from);
      while (words.hasRemaining() && log.read(words) >= 0) {}
      List<String> lines = Bytes.copyOf(words.array()).toUtf8().lines().toList();
      List<String> last = lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
      return last.isEmpty() ? "it said nothing" : String.join("\n  ", last);
    }
  }

  /** Lets the processes that serve collect their garbage, where this JDK has the tool for that. */
  public void collectGarbage() throws IOException, InterruptedException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(tool)) {
      return;
    }
    for (Member member : cluster.descriptor().members()) {
      Optional<ProcessHandle> process = serving(member.id());
      if (process.isPresent()) {
        new ProcessBuilder(tool.toString(), "" + process.get().pid(), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor(GARBAGE_SECONDS_MAX, TimeUnit.SECONDS);
      }
    }
  }

  /**
   * Asks the processes to end in order, and ends by force those that do not in time. Does not heed
   * interruption, because a process that is left behind has nobody to end it.
   */
  public void stop(Collection<ProcessHandle> stopped) {
    stopped.forEach(ProcessHandle::destroy);
    stopped.forEach(ReplicaProcesses::awaitEnd);
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().orTimeout(STOP_SECONDS_MAX, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }
}
