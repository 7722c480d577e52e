package org.quorate.console.cluster;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.transport.Peer;
import org.quorate.console.authority.ClusterAuthority;
import org.quorate.host.configuration.ClientFolder;
import org.quorate.host.configuration.SignedDescriptor;
import org.quorate.host.identity.CertificateIdentity;
import org.quorate.host.identity.Rights;
import org.quorate.host.identity.SecretFiles;

/** Issues the identities of clients. */
final class Identities {
  static final Duration LIFETIME = Duration.ofDays(2 * 365);

  private final Bytes cluster;
  private final ClusterAuthority authority;
  private final SignatureScheme signatures;
  private final Bytes descriptorFile;

  /**
   * Issues for one cluster.
   *
   * @param signatures the scheme of the clients' signing keys
   */
  Identities(SignedDescriptor descriptor, ClusterAuthority authority, SignatureScheme signatures) {
    this.cluster = descriptor.descriptor().cluster();
    this.authority = authority;
    this.signatures = signatures;
    this.descriptorFile = descriptor.toJson();
  }

  /**
   * Makes the client's keys and its certificate in a new {@code folder}.
   *
   * @throws IOException if the folder exists already or cannot be written
   */
  ClientId issue(String name, Rights rights, ClientFolder folder) throws IOException {
    SigningKeys keys = signatures.generate(new SecureRandom());
    ClientId id = ClientId.of(name, keys.publicKey());
    Path path = folder.path();
    try {
      Files.createDirectory(path);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("there is a client '" + name + "' already", e);
    }
    SecretFiles.write(folder.signingPrivateKey(), keys.privateKey());
    SecretFiles.write(folder.signingPublicKey(), keys.publicKey());
    SecretFiles.write(path.resolve(SignedDescriptor.FILE), descriptorFile);
    authority.issue(
        new CertificateIdentity(cluster, new Peer.Client(id), rights),
        "",
        LIFETIME,
        folder.certificate(),
        folder.privateKey());
    return id;
  }
}
