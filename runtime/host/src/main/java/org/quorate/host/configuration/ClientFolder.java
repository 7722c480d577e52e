package org.quorate.host.configuration;

import java.nio.file.Path;

/**
 * The folder of one client, all that its process needs.
 *
 * <pre>
 * descriptor.json    the signed configuration
 * tls.crt tls.key    its certificate by the cluster's CA, with its rights, and the key (0600)
 * signing.pub        its public signing key, to which its id commits
 * signing.key        its private signing key (0600)
 * journal/           its pending writes and its last write certificates
 * </pre>
 */
public record ClientFolder(Path path) {
  public Path certificate() {
    return path.resolve("tls.crt");
  }

  public Path privateKey() {
    return path.resolve("tls.key");
  }

  public Path signingPublicKey() {
    return path.resolve("signing.pub");
  }

  public Path signingPrivateKey() {
    return path.resolve("signing.key");
  }

  public Path journal() {
    return path.resolve("journal");
  }
}
