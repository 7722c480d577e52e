package org.quorate.host.identity;

import java.security.cert.X509Certificate;
import org.quorate.api.model.Bytes;
import org.quorate.api.transport.AuthenticationException;
import org.quorate.api.transport.Authenticator;
import org.quorate.api.transport.Peer;

/** Takes everybody in a cluster for who its certificate says it is. */
public record ClusterAuthenticator(Bytes cluster) implements Authenticator {
  @Override
  public Peer authenticate(X509Certificate certificate) throws AuthenticationException {
    CertificateIdentity identity = CertificateIdentity.of(certificate);
    if (!identity.cluster().equals(cluster)) {
      throw new AuthenticationException("the certificate is of another cluster");
    }
    return identity.peer();
  }
}
