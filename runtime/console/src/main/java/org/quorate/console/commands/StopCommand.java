package org.quorate.console.commands;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.console.cluster.ReplicaProcesses;
import org.quorate.host.configuration.Member;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code quorate stop}. */
@Command(
    name = "stop",
    description = "Stop all replicas that run on this machine.",
    mixinStandardHelpOptions = true)
public final class StopCommand implements Callable<Integer> {
  @Mixin private ClusterArgument argument;
  @Mixin private Output output;

  /** The replicas that were stopped. */
  record Report(List<String> stopped) {}

  @Override
  public Integer call() throws IOException {
    ClusterFolder cluster = argument.existing();
    ReplicaProcesses processes = new ReplicaProcesses(cluster);
    Map<String, ProcessHandle> running = new LinkedHashMap<>();
    for (Member member : cluster.descriptor().members()) {
      processes
          .serving(member.id())
          .ifPresent(process -> running.put(member.id().toString(), process));
    }
    processes.stop(running.values());
    List<String> stopped = List.copyOf(running.keySet());
    output.print(
        Report.class,
        new Report(stopped),
        out ->
            out.println(
                stopped.isEmpty()
                    ? "no replica was running"
                    : "stopped: " + String.join(", ", stopped)));
    return 0;
  }
}
