package org.quorate.client;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.register.Register;
import org.quorate.host.composition.Composition;
import org.quorate.host.configuration.AdministratorSignature;
import org.quorate.host.configuration.ClientFolder;
import org.quorate.host.configuration.Descriptor;
import org.quorate.host.configuration.OwnIdentity;
import org.quorate.host.configuration.Revocations;
import org.quorate.host.configuration.SignedDescriptor;
import org.quorate.host.deploy.NodeBundles;
import org.quorate.host.parts.BundleFiles;
import org.quorate.host.parts.Parts;
import org.quorate.host.wire.ReplicaStatus;

/**
 * A client of a cluster: one identity, as its folder holds it. Thread-safe; thousands of operations
 * may be in flight. One process at a time may use a folder, because it holds the journal.
 *
 * <pre>{@code
 * try (QuorateClient client = QuorateClient.open(Path.of("cluster/clients/alice"))) {
 *   Register greeting = client.register("greeting");
 *   greeting.write(Bytes.utf8("hello"));
 *   Value value = greeting.read().value();
 * }
 * }</pre>
 */
public final class QuorateClient implements AutoCloseable {
  private final ClientCore<?, ?, ?> core;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();

  private QuorateClient(ClientCore<?, ?, ?> core, Runnable release) {
    this.core = core;
    this.release = release;
  }

  /**
   * Opens the client of {@code folder}, with bundles of its own (see {@link BundleFiles}) and what
   * the folder says about them ({@link NodeBundles}). Connections are made in the background.
   *
   * @throws IOException if a file is missing or wrong, or another process uses the folder
   */
  public static QuorateClient open(Path folder) throws IOException {
    Parts parts = Parts.start(BundleFiles.find());
    try {
      NodeBundles bundles =
          NodeBundles.attend(folder, parts, descriptor(folder, parts).bundles(), Level.DEBUG);
      try {
        return new QuorateClient(
            core(folder, parts),
            () -> {
              bundles.close();
              parts.close();
            });
      } catch (IOException | RuntimeException e) {
        bundles.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /**
   * As {@link #open(Path)}, with {@code parts} that other clients use as well; what the folder says
   * about bundles and providers is left to whoever owns these.
   */
  public static QuorateClient open(Path folder, Parts parts) throws IOException {
    return new QuorateClient(core(folder, parts), () -> {});
  }

  private static ClientCore<?, ?, ?> core(Path path, Parts parts) throws IOException {
    Descriptor descriptor = descriptor(path, parts);
    Composition composition =
        Composition.of(descriptor.variant(), descriptor.replicas(), descriptor.faults(), parts);
    ClientFolder folder = new ClientFolder(path);
    OwnIdentity own = OwnIdentity.read(folder.certificate(), folder.privateKey(), descriptor);
    return ClientCore.start(folder, own, descriptor, composition, composition.protocol());
  }

  private static Descriptor descriptor(Path folder, Parts parts) throws IOException {
    return SignedDescriptor.read(folder, parts.signatures(AdministratorSignature.SCHEME))
        .descriptor();
  }

  /** Who this client is. */
  public ClientId id() {
    return core.id();
  }

  /** The configuration that this client knows. */
  public Descriptor descriptor() {
    return core.descriptor();
  }

  /** The register {@code name}, with the cluster's default deadline for each operation. */
  public Register register(String name) {
    return core.register(new Key(name), core.defaultDeadline());
  }

  /** The register {@code key}; each operation fails when it takes longer than {@code deadline}. */
  public Register register(Key key, Duration deadline) {
    return core.register(key, deadline);
  }

  /** Operations as no correct client would carry them out, for testing a cluster. */
  public Attacks attacks() {
    return core.attacks();
  }

  /** How the replicas say they are; those that do not answer in time are missing. */
  public CompletionStage<Map<ReplicaId, ReplicaStatus>> status(Duration deadline) {
    return core.administration().status(deadline);
  }

  /**
   * Brings a list of revocations to all replicas.
   *
   * @return the replicas that have made it, or a later one, durable; it is in force when they are a
   *     quorum
   */
  public CompletionStage<List<ReplicaId>> revoke(Revocations revocations, Duration deadline) {
    return core.administration().revoke(revocations, deadline);
  }

  /** Ends what is in flight, which fails; idempotent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      core.close();
      release.run();
    }
  }
}
