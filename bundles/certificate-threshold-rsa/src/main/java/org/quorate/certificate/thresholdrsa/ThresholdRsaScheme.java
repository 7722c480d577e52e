package org.quorate.certificate.thresholdrsa;

import java.security.SecureRandom;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.certificate.CertificateSetting;
import org.quorate.api.certificate.CertificateTraits;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;

/**
 * A certificate is one RSA signature by the service's key, which is shared among the replicas so
 * that any q attestations give it and fewer do not (Shoup, "Practical Threshold Signatures",
 * Eurocrypt 2000). It is a signature as SHA256withRSA makes it: 256 bytes, cheap to verify for
 * anybody, and valid for as long as the service has its key.
 */
public final class ThresholdRsaScheme implements CertificateScheme {
  static final String NAME = "threshold-rsa";

  private static final int MODULUS_BITS = 2048;

  private final int modulusBits;

  /** With a modulus of 2048 bits. */
  public ThresholdRsaScheme() {
    this(MODULUS_BITS);
  }

  /** With a modulus of {@code modulusBits}, a multiple of 16; short ones are for quick tests. */
  ThresholdRsaScheme(int modulusBits) {
    this.modulusBits = modulusBits;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CertificateTraits traits() {
    return new CertificateTraits(
        true, true, false, "one RSA signature of the service, from any q shares");
  }

  /** Takes a second or so, for the search of two safe primes. */
  @Override
  public Dealing deal(CertificateSetting setting, SecureRandom random) {
    return new Dealer(modulusBits, random).deal(setting.quorums().replicas(), quorumSize(setting));
  }

  @Override
  public Certifier certifier(CertificateSetting setting, Bytes publicParameters) {
    return new RsaCertifier(parse(setting, publicParameters));
  }

  @Override
  public Attestor attestor(
      CertificateSetting setting, Bytes publicParameters, ReplicaId self, Bytes secret) {
    PublicParameters parameters = parse(setting, publicParameters);
    if (!parameters.contains(self)) {
      throw new IllegalArgumentException(self + " is none of " + setting.quorums());
    }
    SecretShare share = SecretShare.parse(parameters, self, secret);
    return statements ->
        statements.stream()
            .map(statement -> share.sign(statement.encoded()).encoded(parameters.key()))
            .map(proof -> new Attestation(RsaCertifier.LABEL, proof))
            .toList();
  }

  private PublicParameters parse(CertificateSetting setting, Bytes publicParameters) {
    return PublicParameters.parse(
        publicParameters, modulusBits, setting.quorums().replicas(), quorumSize(setting));
  }

  private static int quorumSize(CertificateSetting setting) {
    QuorumSystem quorums = setting.quorums();
    return quorums
        .thresholdSize(QuorumRole.WRITE)
        .orElseThrow(
            () ->
                new ImpossibleConfigurationException(
                    NAME
                        + " needs a quorum system in which any q replicas are a write quorum,"
                        + " because any q shares of its key combine; in "
                        + quorums
                        + " size alone does not decide; choose the quorum system threshold, or"
                        + " the certificate scheme signature-set, which takes any"));
  }
}
