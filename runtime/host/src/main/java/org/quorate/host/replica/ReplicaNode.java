package org.quorate.host.replica;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.storage.RegisterStore;
import org.quorate.api.transport.Peer;
import org.quorate.api.transport.Transport;
import org.quorate.api.transport.TransportLimits;
import org.quorate.host.claims.CryptoClaims;
import org.quorate.host.codec.RecordCodec;
import org.quorate.host.codec.StateCodec;
import org.quorate.host.composition.Composition;
import org.quorate.host.configuration.AdministratorSignature;
import org.quorate.host.configuration.Descriptor;
import org.quorate.host.configuration.Limits;
import org.quorate.host.configuration.Member;
import org.quorate.host.configuration.OwnIdentity;
import org.quorate.host.configuration.ReplicaFolder;
import org.quorate.host.configuration.SignedDescriptor;
import org.quorate.host.deploy.NodeBundles;
import org.quorate.host.parts.Parts;
import org.quorate.host.wire.FrameCodec;
import org.quorate.host.wire.ReplicaStatus;

/** One replica, serving from its folder until closed. */
public final class ReplicaNode implements AutoCloseable {
  private static final long STOP_MILLIS_MAX = 10_000;

  private final ReplicaServer<?, ?> server;
  private final Transport.Listener listener;
  private final RegisterStore store;
  private final NodeBundles bundles;

  private ReplicaNode(
      ReplicaServer<?, ?> server,
      Transport.Listener listener,
      RegisterStore store,
      NodeBundles bundles) {
    this.server = server;
    this.listener = listener;
    this.store = store;
    this.bundles = bundles;
  }

  /**
   * Starts the replica of {@code folder}.
   *
   * @param adversary the name of the liar that it is to be; null for an honest replica
   * @throws IOException if a file is missing or wrong, the store is damaged, or the address is
   *     taken
   * @throws org.quorate.api.quorum.ImpossibleConfigurationException if the variant cannot work with
   *     the bundles that are installed
   */
  public static ReplicaNode start(ReplicaFolder folder, Parts parts, @Nullable String adversary)
      throws IOException {
    SignatureScheme administratorScheme = parts.signatures(AdministratorSignature.SCHEME);
    Descriptor descriptor = SignedDescriptor.read(folder.path(), administratorScheme).descriptor();
    // Parts of the variant may be among what is deployed.
    NodeBundles bundles =
        NodeBundles.attend(folder.path(), parts, descriptor.bundles(), Level.INFO);
    try {
      Composition composition =
          Composition.of(descriptor.variant(), descriptor.replicas(), descriptor.faults(), parts);
      return new Starting(
              folder, parts, bundles, descriptor, composition, administratorScheme, adversary)
          .start(composition.protocol());
    } catch (IOException | RuntimeException e) {
      bundles.close();
      throw e;
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return listener.address();
  }

  public ReplicaStatus status() {
    return server.status();
  }

  /** Stops serving; what was acknowledged is durable, what was not is lost to the clients. */
  @Override
  public void close() throws IOException {
    listener.close();
    server.close(STOP_MILLIS_MAX);
    store.close();
    bundles.close();
  }

  /** What is at hand while a replica starts. */
  private record Starting(
      ReplicaFolder folder,
      Parts parts,
      NodeBundles bundles,
      Descriptor descriptor,
      Composition composition,
      SignatureScheme administratorScheme,
      @Nullable String adversary) {

    <S, Q extends Request, A extends Reply> ReplicaNode start(RegisterProtocol<S, Q, A, ?> protocol)
        throws IOException {
      OwnIdentity own = OwnIdentity.read(folder.certificate(), folder.privateKey(), descriptor);
      if (!(own.identity().peer() instanceof Peer.Replica replica)) {
        throw new IOException(folder.certificate() + ": not the certificate of a replica");
      }
      ReplicaId self = replica.id();
      AccessControl access = new AccessControl(descriptor, folder.path(), administratorScheme);
      ReplicaMachine<S, Q, A> machine = protocol.replica(self, composition.quorums());
      Attestor attestor = attestor(self);
      boolean silent = false;
      if (adversary != null) {
        ReplicaAdversary liar = liar(adversary);
        long seed = self.number();
        machine = liar.corrupt(machine, seed);
        attestor = liar.corrupt(attestor, seed);
        silent = liar.isSilent();
      }
      Limits limits = descriptor.limits();
      ReplicaMemory memory =
          ReplicaMemory.of(Runtime.getRuntime().maxMemory(), descriptor.limits());
      RegisterStore store = composition.openStore(folder.store());
      try {
        ReplicaParts<S, Q, A> shared =
            new ReplicaParts<>(
                self,
                machine,
                new StateCodec<>(
                    RecordCodec.cbor(limits.frameBytesMax()), protocol.types().state()),
                new FrameCodec<>(protocol.types(), limits.frameBytesMax()),
                store,
                new CryptoClaims(descriptor, certifier(), composition.signatures()),
                attestor,
                access::access,
                new RegisterQuota(limits.registersPerClientMax()),
                new Throttle<>(limits.requestsPerClientSecondMax(), System::nanoTime),
                new BulkBudget(
                    Runtime.getRuntime().availableProcessors(), System::nanoTime, MachineLoad::now),
                memory,
                new Health(),
                silent);
        ReplicaServer<Q, A> server =
            ReplicaServer.start(
                shared,
                descriptor,
                access,
                new StatusReport(
                    shared,
                    descriptor,
                    access,
                    composition,
                    bundles,
                    adversary,
                    System.nanoTime()));
        return new ReplicaNode(server, serve(self, own, access, server, memory), store, bundles);
      } catch (IOException | RuntimeException e) {
        store.close();
        throw e;
      }
    }

    private Transport.Listener serve(
        ReplicaId self,
        OwnIdentity own,
        AccessControl access,
        ReplicaServer<?, ?> server,
        ReplicaMemory memory)
        throws IOException {
      try {
        return listen(self, own, access, server, memory);
      } catch (IOException | RuntimeException e) {
        server.close(STOP_MILLIS_MAX);
        throw e;
      }
    }

    private Transport.Listener listen(
        ReplicaId self,
        OwnIdentity own,
        AccessControl access,
        ReplicaServer<?, ?> server,
        ReplicaMemory memory)
        throws IOException {
      Member member = descriptor.members().get(self.number() - 1);
      Limits limits = descriptor.limits();
      TransportLimits defaults = TransportLimits.DEFAULT;
      return composition
          .transport()
          .listen(
              new InetSocketAddress(member.host(), member.port()),
              new Transport.End(
                  own.credentials(),
                  access,
                  server,
                  new TransportLimits(
                      limits.frameBytesMax(),
                      limits.connectionsMax(),
                      limits.connectionsPerPeerMax(),
                      defaults.queuedBytesMax(),
                      memory.linksBytes(),
                      defaults.handshakeMillis(),
                      defaults.frameMillis()),
                  descriptor.variant().transport().options()));
    }

    private @Nullable Certifier certifier() {
      CertificateScheme scheme = composition.certificates();
      Bytes parameters = descriptor.certificateParameters();
      return scheme == null || parameters == null
          ? null
          : scheme.certifier(composition.certificateSetting(), parameters);
    }

    private Attestor attestor(ReplicaId self) throws IOException {
      CertificateScheme scheme = composition.certificates();
      Bytes parameters = descriptor.certificateParameters();
      if (scheme == null || parameters == null) {
        return statements -> {
          throw new IllegalStateException("there are no certificates in this configuration");
        };
      }
      Bytes secret = Bytes.wrap(Files.readAllBytes(folder.attestationKey()));
      try {
        return scheme.attestor(composition.certificateSetting(), parameters, self, secret);
      } catch (IllegalArgumentException e) {
        throw new IOException(folder.attestationKey() + ": " + e.getMessage(), e);
      }
    }

    private ReplicaAdversary liar(String name) throws IOException {
      List<String> known = parts.names(ReplicaAdversary.class);
      if (!known.contains(name)) {
        throw new IOException(
            "there is no adversary '" + name + "'; installed: " + String.join(", ", known));
      }
      return parts.lease(ReplicaAdversary.class, name).call(liar -> liar);
    }
  }
}
