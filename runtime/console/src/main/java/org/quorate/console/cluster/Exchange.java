package org.quorate.console.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.quorate.api.model.ReplicaId;
import org.quorate.client.QuorateClient;
import org.quorate.host.deploy.NodeFolder;
import org.quorate.host.parts.Parts;
import org.quorate.host.wire.ReplicaStatus;

/** Lets all processes of a running cluster, this one among them, go to another provider. */
public final class Exchange {
  private static final long FOLLOW_MILLIS_MAX = 60_000;

  private final ClusterFolder cluster;
  private final Parts parts;
  private final Nodes nodes;
  private final String scheme;

  /**
   * @param parts of this process, which attends to the folder of one of the clients
   * @param operator by which the replicas are asked
   */
  public Exchange(ClusterFolder cluster, Parts parts, QuorateClient operator) {
    this.cluster = cluster;
    this.parts = parts;
    this.nodes = new Nodes(operator);
    this.scheme = operator.descriptor().variant().signatures().name();
  }

  /** The name of the cluster's signature scheme. */
  public String scheme() {
    return scheme;
  }

  /** The answers of those replicas that answer. */
  public Map<ReplicaId, ReplicaStatus> ask() {
    return nodes.ask();
  }

  /** The providers that all replicas have. */
  public Set<String> providers() {
    Set<String> common = new TreeSet<>();
    boolean isFirst = true;
    for (ReplicaStatus status : ask().values()) {
      Set<String> own = new TreeSet<>();
      status.providers().forEach(state -> own.add(state.provider().name()));
      if (isFirst) {
        common.addAll(own);
      } else {
        common.retainAll(own);
      }
      isFirst = false;
    }
    return common;
  }

  /**
   * Asks for {@code provider} everywhere, and waits until it serves everywhere.
   *
   * @throws IOException if a file cannot be written, or somebody does not follow in time
   */
  public void to(String provider) throws IOException {
    for (Path folder : cluster.nodes()) {
      NodeFolder.choose(folder, scheme, provider);
    }
    follow(provider + " does not serve", status -> provider.equals(status.signatureProvider()));
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FOLLOW_MILLIS_MAX);
    while (!provider.equals(parts.provider(scheme))) {
      if (System.nanoTime() > end) {
        throw new IOException("the clients of this process: " + provider + " does not serve");
      }
      Thread.onSpinWait();
    }
  }

  /**
   * Brings {@code bundle} to all processes, and waits until all replicas have it.
   *
   * @throws IOException if a file cannot be written, or somebody refuses it or does not follow
   */
  public void bring(Path bundle) throws IOException {
    for (Path folder : cluster.nodes()) {
      NodeFolder.bring(bundle, folder, false);
    }
    String file = bundle.getFileName().toString();
    follow(
        file + " is not installed",
        status ->
            status.bundles().stream()
                .anyMatch(one -> one.file().equals(file) && one.problem().isEmpty()));
  }

  /**
   * Takes the bundle of that file name away from all processes, and waits until no replica has it.
   *
   * @throws IOException if a file cannot be removed, or somebody does not follow
   */
  public void takeAway(String file) throws IOException {
    for (Path folder : cluster.nodes()) {
      NodeFolder.takeAway(file, folder);
    }
    follow(
        file + " is still installed",
        status -> status.bundles().stream().noneMatch(one -> one.file().equals(file)));
  }

  /**
   * Waits until every replica is as {@code wanted}.
   *
   * @throws IOException saying {@code otherwise} if one is not in time
   */
  public void follow(String otherwise, Predicate<ReplicaStatus> wanted) throws IOException {
    int replicas = cluster.descriptor().replicas();
    Map<ReplicaId, ReplicaStatus> answers = nodes.await(wanted, FOLLOW_MILLIS_MAX);
    long followed = answers.values().stream().filter(wanted).count();
    if (followed < replicas) {
      throw new IOException((replicas - followed) + " of " + replicas + " replicas: " + otherwise);
    }
  }
}
