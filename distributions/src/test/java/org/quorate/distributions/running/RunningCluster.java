package org.quorate.distributions.running;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.quorate.api.model.ReplicaId;
import org.quorate.client.QuorateClient;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.console.cluster.ClusterInit;
import org.quorate.host.composition.Part;
import org.quorate.host.composition.Variant;
import org.quorate.host.configuration.BundlePolicy;
import org.quorate.host.configuration.Limits;
import org.quorate.host.parts.Parts;
import org.quorate.host.replica.ReplicaNode;

/** A cluster whose replicas and clients all live in this JVM; closing it closes them all. */
final class RunningCluster implements AutoCloseable {
  static final Variant IN_MEMORY = variant("bft-bc", "local", "memory");
  static final Variant ON_DISK = variant("bft-bc", "local", "rocksdb");

  private final Parts parts;
  private final ClusterFolder folder;
  private final Map<Integer, ReplicaNode> nodes = new TreeMap<>();
  private final List<QuorateClient> clients = new ArrayList<>();

  private RunningCluster(Parts parts, ClusterFolder folder) {
    this.parts = parts;
    this.folder = folder;
  }

  static Variant variant(String protocol, String transport, String store) {
    return new Variant(
        "tested",
        Part.named(protocol),
        Part.named("threshold"),
        Part.named("signature-set"),
        Part.named("ed25519"),
        Part.named(transport),
        Part.named(store),
        null,
        null,
        null);
  }

  /** Limits as by default, but for how many operations a client keeps in flight. */
  static Limits limits(int operationsPerClientMax) {
    return Limits.DEFAULT.with(Map.of("operationsPerClientMax", operationsPerClientMax));
  }

  /** Four replicas, one of which may be faulty, with the clients alice and bob; none runs yet. */
  static RunningCluster made(Path path, Parts parts, Variant variant, Limits limits)
      throws IOException {
    return made(path, parts, variant, 4, limits);
  }

  /** As above, of that many replicas. */
  static RunningCluster made(Path path, Parts parts, Variant variant, int replicas, Limits limits)
      throws IOException {
    ClusterInit.Request request =
        new ClusterInit.Request(
            variant,
            replicas,
            1,
            List.of("alice", "bob"),
            null,
            limits,
            BundlePolicy.DEVELOPMENT,
            List.of());
    return new RunningCluster(parts, new ClusterInit(parts).create(path, request));
  }

  /** As {@link #made}, with all replicas running. */
  static RunningCluster started(Path path, Parts parts, Variant variant) throws IOException {
    RunningCluster cluster = made(path, parts, variant, Limits.DEFAULT);
    cluster.start(1, 2, 3, 4);
    return cluster;
  }

  ClusterFolder folder() {
    return folder;
  }

  void start(int... replicas) throws IOException {
    for (int replica : replicas) {
      start(replica, null);
    }
  }

  /** Starts a replica; {@code adversary} is the liar that it is to be, null for an honest one. */
  void start(int replica, String adversary) throws IOException {
    nodes.put(replica, ReplicaNode.start(folder.replica(new ReplicaId(replica)), parts, adversary));
  }

  void stop(int... replicas) throws IOException {
    for (int replica : replicas) {
      nodes.remove(replica).close();
    }
  }

  ReplicaNode node(int replica) {
    return nodes.get(replica);
  }

  QuorateClient open(String client) throws IOException {
    QuorateClient opened = QuorateClient.open(folder.client(client).path(), parts);
    clients.add(opened);
    return opened;
  }

  @Override
  public void close() throws IOException {
    clients.forEach(QuorateClient::close);
    for (ReplicaNode node : nodes.values()) {
      node.close();
    }
    nodes.clear();
  }
}
