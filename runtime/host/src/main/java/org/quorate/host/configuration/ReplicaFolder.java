package org.quorate.host.configuration;

import java.nio.file.Path;

/**
 * The folder of one replica, all that its process needs.
 *
 * <pre>
 * descriptor.json    the signed configuration
 * tls.crt tls.key    its certificate by the cluster's CA, and the key (0600)
 * attestation.key    its secret of the certificate scheme (0600), where there is one
 * revocations.json   the removed clients, as far as known
 * store/             the registers
 * </pre>
 */
public record ReplicaFolder(Path path) {
  public Path certificate() {
    return path.resolve("tls.crt");
  }

  public Path privateKey() {
    return path.resolve("tls.key");
  }

  public Path attestationKey() {
    return path.resolve("attestation.key");
  }

  public Path store() {
    return path.resolve("store");
  }
}
