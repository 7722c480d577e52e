package org.quorate.console.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.transport.AuthenticationException;
import org.quorate.api.transport.Peer;
import org.quorate.client.QuorateClient;
import org.quorate.console.authority.ClusterAuthority;
import org.quorate.host.codec.RecordCodec;
import org.quorate.host.composition.Composition;
import org.quorate.host.configuration.AdministratorSignature;
import org.quorate.host.configuration.ClientFolder;
import org.quorate.host.configuration.Descriptor;
import org.quorate.host.configuration.Revocations;
import org.quorate.host.configuration.SignedDescriptor;
import org.quorate.host.deploy.NodeFolder;
import org.quorate.host.identity.CertificateIdentity;
import org.quorate.host.identity.PemFiles;
import org.quorate.host.identity.Rights;
import org.quorate.host.identity.SecretFiles;
import org.quorate.host.parts.Parts;

/** The clients of a cluster, as its administrator sees them. */
public final class ClientRegistry {
  private static final int FILE_BYTES_MAX = 64 << 20;
  private static final RecordCodec CODEC = RecordCodec.json(FILE_BYTES_MAX);
  private static final Duration REVOCATION_DEADLINE = Duration.ofSeconds(10);

  private final ClusterFolder cluster;
  private final Parts parts;
  private final SignedDescriptor descriptor;

  /**
   * The clients of {@code cluster}.
   *
   * @throws IOException if its configuration is missing or not signed
   */
  public ClientRegistry(ClusterFolder cluster, Parts parts) throws IOException {
    this.cluster = cluster;
    this.parts = parts;
    this.descriptor =
        SignedDescriptor.read(cluster.path(), parts.signatures(AdministratorSignature.SCHEME));
  }

  /** A client, its rights, and whether it was removed. */
  public record Entry(String name, Rights rights, boolean revoked) {
    public String describe() {
      return name
          + ": "
          + (revoked
              ? "removed"
              : "may read "
                  + prefixes(rights.readPrefixes())
                  + ", may write "
                  + prefixes(rights.writePrefixes()));
    }

    private static String prefixes(List<String> prefixes) {
      if (prefixes.contains("")) {
        return "everything";
      }
      return prefixes.isEmpty() ? "nothing" : String.join("*, ", prefixes) + "*";
    }
  }

  /**
   * What became of a revocation.
   *
   * @param inForce whether the replicas that acknowledged it are a quorum
   */
  public record Revoked(
      String client, long version, List<ReplicaId> acknowledged, boolean inForce) {
    public String describe() {
      String by =
          acknowledged.isEmpty()
              ? "no replica"
              : String.join(", ", acknowledged.stream().map(ReplicaId::toString).toList());
      return inForce
          ? "removed " + client + ", in force: acknowledged by " + by
          : "the removal of "
              + client
              + " is signed but not in force yet: acknowledged by "
              + by
              + "; run the same command again when more replicas can be reached";
    }
  }

  /**
   * Issues a new client's identity.
   *
   * @throws IOException if there is such a client already
   */
  public Entry add(String name, Rights rights) throws IOException {
    try {
      ClientId.of(name, Bytes.EMPTY);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    String scheme = descriptor.descriptor().variant().signatures().name();
    new Identities(
            descriptor, ClusterAuthority.load(cluster.administration()), parts.signatures(scheme))
        .issue(name, rights, cluster.client(name));
    NodeFolder.copy(NodeFolder.files(cluster.path()), cluster.client(name).path());
    return new Entry(name, rights, false);
  }

  /** All clients, by name. */
  public List<Entry> list() throws IOException {
    Revocations revocations = revocations();
    List<Entry> entries = new ArrayList<>();
    for (String name : cluster.clientNames()) {
      CertificateIdentity identity = identity(cluster.client(name));
      boolean revoked =
          identity.peer() instanceof Peer.Client client
              && revocations.revoked().contains(client.id());
      entries.add(new Entry(name, identity.rights(), revoked));
    }
    return entries;
  }

  /**
   * Removes a client: signs it into the list of revocations and brings that list to the replicas.
   * Can be repeated, for replicas that could not be reached.
   *
   * @throws IOException if there is no such client
   */
  public Revoked revoke(String name) throws IOException {
    CertificateIdentity identity = identity(cluster.existingClient(name));
    if (!(identity.peer() instanceof Peer.Client client)) {
      throw new IOException("'" + name + "' is not a client");
    }
    Revocations revocations = withRevoked(client.id());
    try (QuorateClient operator = QuorateClient.open(cluster.operator().path(), parts)) {
      List<ReplicaId> acknowledged =
          operator.revoke(revocations, REVOCATION_DEADLINE).toCompletableFuture().join();
      Descriptor current = operator.descriptor();
      boolean inForce =
          Composition.of(current.variant(), current.replicas(), current.faults(), parts)
              .quorums()
              .isQuorum(QuorumRole.WRITE, ReplicaSet.copyOf(acknowledged));
      return new Revoked(name, revocations.version(), acknowledged, inForce);
    }
  }

  private Revocations withRevoked(ClientId client) throws IOException {
    Revocations known = revocations();
    if (known.revoked().contains(client)) {
      return known;
    }
    List<ClientId> revoked = new ArrayList<>(known.revoked());
    revoked.add(client);
    Revocations unsigned =
        new Revocations(known.cluster(), known.version() + 1, revoked, List.of());
    SignatureScheme scheme = parts.signatures(AdministratorSignature.SCHEME);
    Bytes key = Bytes.wrap(Files.readAllBytes(cluster.administratorKey()));
    Revocations signed =
        new Revocations(
            unsigned.cluster(),
            unsigned.version(),
            revoked,
            List.of(new AdministratorSignature(0, scheme.sign(key, unsigned.signedBytes()))));
    SecretFiles.write(cluster.revocations(), CODEC.encode(Revocations.class, signed));
    return signed;
  }

  private Revocations revocations() throws IOException {
    Path file = cluster.revocations();
    return Files.exists(file)
        ? CODEC.decode(Revocations.class, Bytes.wrap(Files.readAllBytes(file)))
        : Revocations.none(descriptor.descriptor().cluster());
  }

  private static CertificateIdentity identity(ClientFolder folder) throws IOException {
    try {
      return CertificateIdentity.of(PemFiles.certificate(folder.certificate()));
    } catch (AuthenticationException e) {
      throw new IOException(folder.certificate() + ": " + e.getMessage(), e);
    }
  }
}
