package org.quorate.console.cluster;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.quorate.api.model.ReplicaId;
import org.quorate.host.configuration.Member;

/** A cluster whose replicas run as processes of this machine until it is closed. */
public final class RunningCluster implements AutoCloseable {
  private final ClusterFolder folder;
  private final ReplicaProcesses processes;
  private final List<ReplicaId> replicas;
  private final List<ProcessHandle> first;

  private RunningCluster(
      ClusterFolder folder,
      ReplicaProcesses processes,
      List<ReplicaId> replicas,
      List<ProcessHandle> first) {
    this.folder = folder;
    this.processes = processes;
    this.replicas = replicas;
    this.first = first;
  }

  /**
   * Starts all replicas of {@code folder} and waits until they serve.
   *
   * @throws IOException if one does not; none runs then
   */
  public static RunningCluster start(ClusterFolder folder) throws IOException {
    ReplicaProcesses processes = new ReplicaProcesses(folder);
    List<ReplicaId> replicas = folder.descriptor().members().stream().map(Member::id).toList();
    ReplicaProcesses.Started started = processes.startAll(replicas);
    List<ProcessHandle> serving = List.copyOf(started.serving().values());
    if (!started.failed().isEmpty()) {
      processes.stop(serving);
      throw new IOException(String.join("\n", started.failed().values()));
    }
    return new RunningCluster(folder, processes, replicas, serving);
  }

  public ClusterFolder folder() {
    return folder;
  }

  public ReplicaProcesses processes() {
    return processes;
  }

  public List<ReplicaId> replicas() {
    return replicas;
  }

  /**
   * Stops the replicas that still run, also those that were started again meanwhile, and waits for
   * those that are about to end; idempotent.
   */
  @Override
  public void close() throws IOException {
    Set<ProcessHandle> running = new LinkedHashSet<>(first);
    for (ReplicaId replica : replicas) {
      processes.serving(replica).ifPresent(running::add);
    }
    processes.stop(running);
  }
}
