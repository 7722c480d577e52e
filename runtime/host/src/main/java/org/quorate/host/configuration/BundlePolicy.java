package org.quorate.host.configuration;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Hashing;

/**
 * Which bundles may be deployed to the processes of a cluster while they run. Those that come with
 * the program itself are trusted as it is.
 *
 * @param signers SHA-256 of the certificates (DER) of those whose signature on a bundle counts
 * @param allowUnsigned whether bundles run that nobody has signed, for development
 */
public record BundlePolicy(List<Bytes> signers, boolean allowUnsigned) {
  private static final int HASH_BYTES = 32;

  /** Nobody has to sign anything. */
  public static final BundlePolicy DEVELOPMENT = new BundlePolicy(List.of(), true);

  /** How a signer is known. */
  public static Bytes signer(X509Certificate certificate) {
    try {
      return Hashing.sha256(Bytes.wrap(certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read has an encoding", e);
    }
  }

  public BundlePolicy {
    signers = List.copyOf(signers);
    for (Bytes signer : signers) {
      if (signer.length() != HASH_BYTES) {
        throw new IllegalArgumentException(
            "a signer of bundles is known by a SHA-256 of 32 bytes, not of " + signer.length());
      }
    }
  }
}
