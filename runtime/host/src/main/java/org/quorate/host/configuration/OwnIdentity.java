package org.quorate.host.configuration;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.quorate.api.transport.AuthenticationException;
import org.quorate.api.transport.Credentials;
import org.quorate.host.identity.CertificateIdentity;
import org.quorate.host.identity.PemFiles;

/** Who this process is in its cluster, and the means to prove it. */
public record OwnIdentity(CertificateIdentity identity, Credentials credentials) {
  /**
   * Reads certificate and key.
   *
   * @throws IOException if one of the files is missing or wrong, or of another cluster
   */
  public static OwnIdentity read(Path certificate, Path privateKey, Descriptor descriptor)
      throws IOException {
    X509Certificate own = PemFiles.certificate(certificate);
    Credentials credentials =
        new Credentials(
            PemFiles.privateKey(privateKey),
            List.of(own),
            PemFiles.certificate(descriptor.authority(), "the descriptor's authority"));
    CertificateIdentity identity;
    try {
      identity = CertificateIdentity.of(own);
    } catch (AuthenticationException e) {
      throw new IOException(certificate + ": " + e.getMessage(), e);
    }
    if (!identity.cluster().equals(descriptor.cluster())) {
      throw new IOException(certificate + ": the certificate is of another cluster");
    }
    return new OwnIdentity(identity, credentials);
  }
}
