package org.quorate.host.replica;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.machine.Access;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.transport.AuthenticationException;
import org.quorate.api.transport.Authenticator;
import org.quorate.api.transport.Peer;
import org.quorate.host.codec.MalformedException;
import org.quorate.host.codec.RecordCodec;
import org.quorate.host.configuration.AdministratorSignature;
import org.quorate.host.configuration.Descriptor;
import org.quorate.host.configuration.Revocations;
import org.quorate.host.identity.CertificateIdentity;
import org.quorate.host.identity.Rights;
import org.quorate.host.identity.SecretFiles;

/**
 * Who may connect and do what at one replica: rights as the clients' certificates say, less those
 * whom the administrators removed. The list of the removed is durable. Thread-safe.
 */
final class AccessControl implements Authenticator {
  private static final String FILE = "revocations.json";
  private static final int FILE_BYTES_MAX = 64 << 20;
  private static final RecordCodec CODEC = RecordCodec.json(FILE_BYTES_MAX);

  private final Descriptor descriptor;
  private final SignatureScheme administratorScheme;
  private final Path file;

  /** As shown by a certificate in this process's life; rights never widen without a new one. */
  private final Map<ClientId, Rights> rights = new ConcurrentHashMap<>();

  private volatile Snapshot snapshot;

  /** What is known at one moment. */
  private final class Snapshot implements Access {
    private final Revocations revocations;
    private final Set<ClientId> revoked;

    Snapshot(Revocations revocations) {
      this.revocations = revocations;
      this.revoked = new HashSet<>(revocations.revoked());
    }

    @Override
    public boolean isRevoked(ClientId client) {
      return revoked.contains(client);
    }

    @Override
    public boolean mayRead(ClientId client, Key key) {
      return !isRevoked(client) && rightsOf(client).mayRead(key);
    }

    @Override
    public boolean mayWrite(ClientId client, Key key) {
      return !isRevoked(client) && rightsOf(client).mayWrite(key);
    }
  }

  /**
   * Reads what is known of removed clients in {@code folder}.
   *
   * @throws IOException if that file is damaged or not signed by the administrators
   */
  AccessControl(Descriptor descriptor, Path folder, SignatureScheme administratorScheme)
      throws IOException {
    this.descriptor = descriptor;
    this.administratorScheme = administratorScheme;
    this.file = folder.resolve(FILE);
    Revocations known = Revocations.none(descriptor.cluster());
    if (Files.exists(file)) {
      try {
        known = CODEC.decode(Revocations.class, Bytes.wrap(Files.readAllBytes(file)));
      } catch (MalformedException e) {
        throw new IOException(file + ": " + e.getMessage(), e);
      }
      if (!isSigned(known)) {
        throw new IOException(file + ": the signatures of the administrators are not valid");
      }
    }
    this.snapshot = new Snapshot(known);
  }

  Access access() {
    return snapshot;
  }

  long revocationsVersion() {
    return snapshot.revocations.version();
  }

  @Override
  public Peer authenticate(X509Certificate certificate) throws AuthenticationException {
    CertificateIdentity identity = CertificateIdentity.of(certificate);
    if (!identity.cluster().equals(descriptor.cluster())) {
      throw new AuthenticationException("the certificate is of another cluster");
    }
    if (identity.peer() instanceof Peer.Client client) {
      if (snapshot.isRevoked(client.id())) {
        throw new AuthenticationException("the client " + client.id() + " was removed");
      }
      rights.put(client.id(), identity.rights());
    }
    return identity.peer();
  }

  /**
   * Takes a newer list of removed clients; durable on return.
   *
   * @return whether the list, or a later one, is in force now
   * @throws IOException if it could not be stored
   */
  synchronized boolean revoke(Revocations revocations) throws IOException {
    if (!revocations.cluster().equals(descriptor.cluster()) || !isSigned(revocations)) {
      return false;
    }
    if (revocations.version() > snapshot.revocations.version()) {
      SecretFiles.write(file, CODEC.encode(Revocations.class, revocations));
      snapshot = new Snapshot(revocations);
    }
    return true;
  }

  private boolean isSigned(Revocations revocations) {
    return AdministratorSignature.suffice(
        revocations.signatures(), revocations.signedBytes(), descriptor, administratorScheme);
  }

  private Rights rightsOf(ClientId client) {
    return rights.getOrDefault(client, Rights.NONE);
  }
}
