package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.quorate.api.model.Bytes;
import org.quorate.distributions.Distribution;

/**
 * Commands of the assembled distribution as processes of their own, each with its output in files
 * of one folder; and all processes, of whatever parent, that name this folder when they are called.
 */
final class Processes {
  /** Most are over before the optimising compiler has paid for itself. */
  static final String OPTIONS = "-XX:TieredStopAtLevel=1";

  private static final long SECONDS_MAX = 300;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Path folder;
  private final List<Running> begun = new ArrayList<>();

  Processes(Path folder) {
    this.folder = folder;
  }

  /** What a command said and came to. */
  record Ended(int exitCode, Bytes out, String err) {
    String text() {
      return out.toUtf8();
    }

    @Override
    public String toString() {
      return exitCode + ": " + text() + err;
    }
  }

  /** A command that runs. */
  record Running(List<String> command, Process process, Path out, Path err) {
    Ended await() throws IOException, InterruptedException {
      if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " does not end: " + Files.readString(err));
      }
      return new Ended(
          process.exitValue(), Bytes.wrap(Files.readAllBytes(out)), Files.readString(err));
    }
  }

  Running begin(Object... arguments) throws IOException {
    return beginWith(OPTIONS, arguments);
  }

  /** As above, with these options of the JVM. */
  Running beginWith(String javaOptions, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Distribution.file("quorate").toString()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    Path out = folder.resolve("command-" + begun.size() + ".out");
    Path err = folder.resolve("command-" + begun.size() + ".err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("QUORATE_JAVA_OPTIONS", javaOptions);
    builder.environment().put("QUORATE_REPLICA_OPTIONS", OPTIONS);
    Running running =
        new Running(
            command,
            builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start(),
            out,
            err);
    begun.add(running);
    return running;
  }

  Ended run(Object... arguments) throws IOException, InterruptedException {
    return begin(arguments).await();
  }

  Ended succeeds(Object... arguments) throws IOException, InterruptedException {
    Ended ended = run(arguments);
    assertThat(ended.exitCode()).as("%s: %s", List.of(arguments), ended).isZero();
    return ended;
  }

  Ended fails(Object... arguments) throws IOException, InterruptedException {
    Ended ended = run(arguments);
    assertThat(ended.exitCode()).as("%s: %s", List.of(arguments), ended).isEqualTo(1);
    return ended;
  }

  /** The replicas' processes that live. */
  List<ProcessHandle> replicas() throws IOException {
    List<ProcessHandle> found = new ArrayList<>();
    for (ProcessHandle process : named()) {
      if (commandLine(process).contains("\0replica\0")) {
        found.add(process);
      }
    }
    return found;
  }

  /** Ends, with force, whatever lives that has to do with the folder. */
  void killAll() throws IOException {
    List<ProcessHandle> alive = named();
    alive.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : alive) {
      await("the end of " + process.pid(), () -> commandLine(process).isEmpty());
    }
  }

  private List<ProcessHandle> named() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> commandLine(process).contains(folder.toString()))
        .toList();
  }

  /** Whole, with zeros between its words; empty for a process that is not or does not live. */
  static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // it has ended
    }
  }

  /** Waits for a condition, however busy the machine is. */
  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + what);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
