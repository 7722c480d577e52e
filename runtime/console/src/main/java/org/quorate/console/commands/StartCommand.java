package org.quorate.console.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.quorate.api.model.ReplicaId;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.console.cluster.ReplicaProcesses;
import org.quorate.host.configuration.Member;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code quorate start}. */
@Command(
    name = "start",
    description = {
      "Start all replicas as processes of this machine, and wait until they serve. Each has a heap of",
      "512 MiB; the variable QUORATE_REPLICA_OPTIONS may hold other options of the JVM for them."
    },
    mixinStandardHelpOptions = true)
public final class StartCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private ClusterArgument argument;

  @Option(
      names = "--adversary",
      paramLabel = "I=NAME",
      description = {
        "Let replica I lie in this way, to test a cluster; repeatable. `quorate attacks` lists",
        "the ways."
      })
  private Map<Integer, String> adversaries = Map.of();

  @Mixin private Output output;

  /** The replicas that were started, those that served already, and why others do not. */
  record Report(List<ReplicaId> started, List<ReplicaId> running, List<String> failed) {}

  @Override
  public Integer call() throws IOException {
    ClusterFolder cluster = argument.existing();
    ReplicaProcesses processes = new ReplicaProcesses(cluster);
    List<ReplicaId> missing = new ArrayList<>();
    List<ReplicaId> running = new ArrayList<>();
    for (Member member : cluster.descriptor().members()) {
      boolean serves = processes.serving(member.id()).isPresent();
      (serves ? running : missing).add(member.id());
    }
    ReplicaProcesses.Started started = processes.startAll(missing, liars(missing));
    Report report =
        new Report(
            List.copyOf(started.serving().keySet()),
            running,
            List.copyOf(started.failed().values()));
    output.print(
        Report.class,
        report,
        out -> {
          print(out, "running already: ", report.running());
          print(out, "started: ", report.started());
          report.failed().forEach(out::println);
        });
    return report.failed().isEmpty() ? 0 : 1;
  }

  private Map<ReplicaId, String> liars(List<ReplicaId> missing) {
    Map<ReplicaId, String> liars = new TreeMap<>();
    adversaries.forEach(
        (number, name) -> {
          if (missing.stream().noneMatch(replica -> replica.number() == number)) {
            throw new ParameterException(
                command.commandLine(),
                "--adversary %d=%s: replica %d is not there or serves already; to be started: %s"
                    .formatted(number, name, number, missing));
          }
          liars.put(new ReplicaId(number), name);
        });
    return liars;
  }

  private static void print(PrintWriter out, String what, List<ReplicaId> replicas) {
    if (!replicas.isEmpty()) {
      out.println(what + String.join(", ", replicas.stream().map(ReplicaId::toString).toList()));
    }
  }
}
