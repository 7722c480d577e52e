package org.quorate.api.transport;

import java.security.cert.X509Certificate;
import org.osgi.annotation.versioning.ProviderType;

/** Tells who a certificate belongs to; the environment provides it. Thread-safe. */
@ProviderType
public interface Authenticator {
  /**
   * Called once the certificate was verified: issued by the cluster's CA, within its time, its
   * private key held by the peer.
   *
   * @throws AuthenticationException if the bearer may not connect, with the reason for the log
   */
  Peer authenticate(X509Certificate certificate) throws AuthenticationException;
}
