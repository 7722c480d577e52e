package org.quorate.console.commands;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.quorate.api.model.ReplicaId;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.console.cluster.ReplicaProcesses;
import org.quorate.host.configuration.Member;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code quorate start}. */
@Command(
    name = "start",
    description = "Start all replicas as processes of this machine, and wait until they serve.",
    mixinStandardHelpOptions = true)
public final class StartCommand implements Callable<Integer> {
  @Mixin private ClusterArgument argument;
  @Mixin private Output output;

  /** The replicas that were started, and those that served already. */
  record Report(List<String> started, List<String> running) {}

  @Override
  public Integer call() throws IOException {
    ClusterFolder cluster = argument.existing();
    ReplicaProcesses processes = new ReplicaProcesses(cluster);
    List<ReplicaId> missing = new ArrayList<>();
    List<String> running = new ArrayList<>();
    for (Member member : cluster.descriptor().members()) {
      if (processes.serving(member.id()).isEmpty()) {
        missing.add(member.id());
      } else {
        running.add(member.id().toString());
      }
    }
    processes.startAll(missing);
    Report report = new Report(missing.stream().map(ReplicaId::toString).toList(), running);
    output.print(
        Report.class,
        report,
        out -> {
          if (!report.running().isEmpty()) {
            out.println("running already: " + String.join(", ", report.running()));
          }
          if (!report.started().isEmpty()) {
            out.println("started: " + String.join(", ", report.started()));
          }
        });
    return 0;
  }
}
