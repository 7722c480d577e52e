package org.quorate.api.transport;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What one end of a link shows of itself and demands of the other.
 *
 * @param chain the own certificate first
 * @param authority the cluster's CA: peers must show a certificate that it issued
 */
public record Credentials(
    PrivateKey privateKey, List<X509Certificate> chain, X509Certificate authority) {
  public Credentials {
    chain = List.copyOf(chain);
  }

  /** Shows no key. */
  @Override
  public String toString() {
    return "Credentials[" + chain.get(0).getSubjectX500Principal() + "]";
  }
}
