package org.quorate.console.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.transport.Peer;
import org.quorate.console.authority.ClusterAuthority;
import org.quorate.host.composition.Composition;
import org.quorate.host.composition.Variant;
import org.quorate.host.composition.WrittenVariant;
import org.quorate.host.configuration.AdministratorSignature;
import org.quorate.host.configuration.BundlePolicy;
import org.quorate.host.configuration.Descriptor;
import org.quorate.host.configuration.Limits;
import org.quorate.host.configuration.Member;
import org.quorate.host.configuration.ReplicaFolder;
import org.quorate.host.configuration.SignedDescriptor;
import org.quorate.host.deploy.NodeFolder;
import org.quorate.host.identity.CertificateIdentity;
import org.quorate.host.identity.Rights;
import org.quorate.host.identity.SecretFiles;
import org.quorate.host.parts.Parts;

/**
 * Brings a cluster into being: keys, CA, the signed configuration, a folder for each replica and
 * client. The folder appears whole or not at all.
 */
public final class ClusterInit {
  private static final String HOST = "127.0.0.1";
  private static final int PORT_MIN = 20_000;
  private static final int PORT_MAX = 32_000;

  private final Parts parts;
  private final SecureRandom random = new SecureRandom();

  public ClusterInit(Parts parts) {
    this.parts = parts;
  }

  /**
   * What the cluster is to be.
   *
   * @param faults null for as many as the fault model of the protocol allows
   * @param basePort the port of the first replica, the others follow; null for free ones
   */
  public record Request(
      WrittenVariant written,
      int replicas,
      @Nullable Integer faults,
      List<String> clients,
      @Nullable Integer basePort,
      Limits limits,
      BundlePolicy bundles,
      List<Path> deployed) {
    /** With a variant that is in no file. */
    public Request(
        Variant variant,
        int replicas,
        @Nullable Integer faults,
        List<String> clients,
        @Nullable Integer basePort,
        Limits limits,
        BundlePolicy bundles,
        List<Path> deployed) {
      this(
          WrittenVariant.nowhere(variant),
          replicas,
          faults,
          clients,
          basePort,
          limits,
          bundles,
          deployed);
    }

    Variant variant() {
      return written.variant();
    }
  }

  /**
   * Makes the cluster.
   *
   * @throws IOException if {@code target} exists and is not empty, or cannot be written
   * @throws org.quorate.api.quorum.ImpossibleConfigurationException if the variant cannot work
   */
  public ClusterFolder create(Path target, Request request) throws IOException {
    Path folder = target.toAbsolutePath().normalize();
    refuseExisting(target, folder);
    refuseImpossible(request);
    int faults =
        request.faults() != null
            ? request.faults()
            : DefaultFaults.of(request.variant(), request.replicas(), parts);
    Composition composition = Composition.of(request.written(), request.replicas(), faults, parts);
    Path parent = folder.getParent();
    if (parent == null) {
      throw new IOException("not a folder for a cluster: " + target);
    }
    Files.createDirectories(parent);
    Path growing = Files.createTempDirectory(parent, "." + folder.getFileName() + "-");
    try {
      fill(new ClusterFolder(growing), request, faults, composition);
      Files.move(growing, folder, StandardCopyOption.ATOMIC_MOVE);
      return new ClusterFolder(folder);
    } catch (IOException | RuntimeException e) {
      FolderTree.delete(growing);
      throw e;
    }
  }

  private static void refuseExisting(Path target, Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException(target + " exists and is not a folder");
    }
    if (!FolderTree.isEmpty(folder)) {
      throw new IOException(target + " exists already and is not empty; nothing was changed");
    }
  }

  private static void refuseImpossible(Request request) {
    Integer faults = request.faults();
    Composition.requireSize(request.replicas(), faults == null ? 0 : faults);
    Integer first = request.basePort();
    int last = first == null ? 1 : first + request.replicas() - 1;
    if (first != null && (first < 1 || last > Member.PORT_MAX)) {
      throw new ImpossibleConfigurationException(
          "the replicas' ports would be "
              + first
              + " to "
              + last
              + "; there are 1 to "
              + Member.PORT_MAX);
    }
    for (String client : request.clients()) {
      try {
        ClientId.of(client, Bytes.EMPTY);
      } catch (IllegalArgumentException e) {
        throw new ImpossibleConfigurationException(String.valueOf(e.getMessage()));
      }
    }
  }

  private void fill(ClusterFolder cluster, Request request, int faults, Composition composition)
      throws IOException {
    Files.createDirectories(cluster.administration());
    Files.createDirectories(cluster.replicas());
    Files.createDirectories(cluster.clients());
    byte[] id = new byte[Descriptor.CLUSTER_BYTES];
    random.nextBytes(id);
    Bytes clusterId = Bytes.wrap(id);
    ClusterAuthority authority = ClusterAuthority.create(clusterId, cluster.administration());
    CertificateScheme scheme = composition.certificates();
    CertificateScheme.Dealing dealing =
        scheme == null ? null : scheme.deal(composition.certificateSetting(), random);
    SignatureScheme administratorScheme = parts.signatures(AdministratorSignature.SCHEME);
    SigningKeys administrator = administratorScheme.generate(random);
    SecretFiles.write(cluster.administratorKey(), administrator.privateKey());
    Descriptor descriptor =
        new Descriptor(
            clusterId,
            Epoch.FIRST,
            null,
            faults,
            members(request),
            request.variant(),
            dealing == null ? null : dealing.publicParameters(),
            encoded(authority),
            List.of(administrator.publicKey()),
            1,
            List.of(),
            request.limits(),
            request.bundles());
    SignedDescriptor signed =
        new SignedDescriptor(
            descriptor,
            List.of(
                new AdministratorSignature(
                    0,
                    administratorScheme.sign(
                        administrator.privateKey(), descriptor.signedBytes()))));
    SecretFiles.write(cluster.path().resolve(SignedDescriptor.FILE), signed.toJson());
    for (Member member : descriptor.members()) {
      fillReplica(
          cluster.replica(member.id()),
          member,
          signed,
          authority,
          dealing == null ? Map.of() : dealing.secrets());
    }
    NodeFolder.copy(request.deployed(), cluster.path());
    Identities identities = new Identities(signed, authority, composition.signatures());
    identities.issue(ClusterFolder.OPERATOR, Rights.NONE, cluster.operator());
    for (String client : request.clients()) {
      identities.issue(client, Rights.ALL, cluster.client(client));
    }
    for (Path node : cluster.nodes()) {
      NodeFolder.copy(request.deployed(), node);
    }
  }

  private static void fillReplica(
      ReplicaFolder folder,
      Member member,
      SignedDescriptor signed,
      ClusterAuthority authority,
      Map<ReplicaId, Bytes> secrets)
      throws IOException {
    Files.createDirectory(folder.path());
    SecretFiles.write(folder.path().resolve(SignedDescriptor.FILE), signed.toJson());
    Bytes secret = secrets.get(member.id());
    if (secret != null) {
      SecretFiles.write(folder.attestationKey(), secret);
    }
    authority.issue(
        new CertificateIdentity(
            signed.descriptor().cluster(), new Peer.Replica(member.id()), Rights.NONE),
        member.host(),
        Identities.LIFETIME,
        folder.certificate(),
        folder.privateKey());
  }

  private List<Member> members(Request request) throws IOException {
    List<Member> members = new ArrayList<>();
    Integer base = request.basePort();
    int first = base == null ? freePorts(request.replicas()) : base;
    for (int number = 1; number <= request.replicas(); number++) {
      members.add(new Member(new ReplicaId(number), HOST, first + number - 1));
    }
    return members;
  }

  /** The first of {@code count} ports in a row that are free now, below those of outgoing links. */
  private int freePorts(int count) throws IOException {
    for (int attempt = 0; attempt < 1000; attempt++) {
      int first = PORT_MIN + random.nextInt(PORT_MAX - PORT_MIN - count);
      if (areFree(first, count)) {
        return first;
      }
    }
    throw new IOException("cannot find " + count + " free ports in a row; choose with --port");
  }

  private static boolean areFree(int first, int count) {
    for (int port = first; port < first + count; port++) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        socket.setReuseAddress(true);
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }

  private static Bytes encoded(ClusterAuthority authority) {
    try {
      return Bytes.wrap(authority.certificate().getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate has an encoding", e);
    }
  }
}
