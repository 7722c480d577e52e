package org.quorate.console.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.quorate.api.model.ReplicaId;
import org.quorate.host.configuration.ClientFolder;
import org.quorate.host.configuration.Descriptor;
import org.quorate.host.configuration.Member;
import org.quorate.host.configuration.ReplicaFolder;
import org.quorate.host.configuration.SignedDescriptor;

/**
 * The folder of a whole cluster, as {@code init} makes it.
 *
 * <pre>
 * descriptor.json        the signed configuration
 * admin/ca.crt ca.key    the cluster's CA
 * admin/admin.key        the administrator's key (0600): signs configurations and revocations
 * admin/revocations.json the removed clients
 * admin/operator/        a client without rights to any register, to ask and tell replicas
 * replicas/I/            a replica's folder
 * clients/NAME/          a client's folder
 * deploy/                bundles that the folders of new clients get
 * </pre>
 */
public record ClusterFolder(Path path) {
  /** The name of the client that asks and tells replicas. */
  public static final String OPERATOR = "operator";

  /**
   * The folder at {@code path}, which must hold a cluster.
   *
   * @throws IOException if it does not
   */
  public static ClusterFolder existing(Path path) throws IOException {
    if (!Files.exists(path.resolve(SignedDescriptor.FILE))) {
      throw new IOException(
          "there is no cluster in " + path + "; make one with: quorate init " + path);
    }
    return new ClusterFolder(path);
  }

  public Path administration() {
    return path.resolve("admin");
  }

  public Path administratorKey() {
    return administration().resolve("admin.key");
  }

  public Path revocations() {
    return administration().resolve("revocations.json");
  }

  public ClientFolder operator() {
    return new ClientFolder(administration().resolve(OPERATOR));
  }

  public Path replicas() {
    return path.resolve("replicas");
  }

  public ReplicaFolder replica(ReplicaId replica) {
    return new ReplicaFolder(replicas().resolve(Integer.toString(replica.number())));
  }

  public Path clients() {
    return path.resolve("clients");
  }

  public ClientFolder client(String name) {
    return new ClientFolder(clients().resolve(name));
  }

  /**
   * The folder of an existing client.
   *
   * @throws IOException if there is no such client, with the names of those there are
   */
  public ClientFolder existingClient(String name) throws IOException {
    ClientFolder folder = client(name);
    if (!Files.isDirectory(folder.path())) {
      throw new IOException(
          "there is no client '"
              + name
              + "'; clients of this cluster: "
              + String.join(", ", clientNames())
              + "; make one with: quorate client "
              + path
              + " add "
              + name);
    }
    return folder;
  }

  /** The folders of all processes: of replicas, of clients, and the operator's. */
  public List<Path> nodes() throws IOException {
    List<Path> nodes = new ArrayList<>();
    for (Member member : descriptor().members()) {
      nodes.add(replica(member.id()).path());
    }
    for (String name : clientNames()) {
      nodes.add(client(name).path());
    }
    nodes.add(operator().path());
    return nodes;
  }

  public List<String> clientNames() throws IOException {
    try (var folders = Files.list(clients())) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  /** The configuration, without a check of its signatures: whoever uses it checks it. */
  public Descriptor descriptor() throws IOException {
    return SignedDescriptor.readUnchecked(path).descriptor();
  }
}
