package org.quorate.certificate.thresholdbls;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.quorate.api.recovery.ShareLabel;
import supranational.blst.P2_Affine;

/**
 * A certificate is one BLS signature by the service's key, which is shared among the replicas so
 * that any q attestations give it and fewer do not (Boldyreva 2003): 48 bytes and one verification,
 * however many replicas there are, and valid for as long as the service has its key.
 */
public final class ThresholdBlsScheme implements CertificateScheme {
  static final String NAME = "threshold-bls";

  private final Hashes hashes = new Hashes();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CertificateTraits traits() {
    return new CertificateTraits(
        true, true, false, "one BLS12-381 signature of the service, from any q shares");
  }

  @Override
  public Dealing deal(CertificateSetting setting, SecureRandom random) {
    QuorumSystem quorums = setting.quorums();
    int quorumSize = quorumSize(setting);
    // Degree q-1. None of the values is zero, save with a probability of n in 2^255, and then
    // parsing refuses it: a new dealing helps.
    List<BigInteger> polynomial = Polynomial.random(quorumSize, random);
    P2_Affine serviceKey = share(polynomial, 0).publicKey();
    List<P2_Affine> verificationKeys = new ArrayList<>();
    Map<ReplicaId, Bytes> secrets = new HashMap<>();
    for (int number = 1; number <= quorums.replicas(); number++) {
      verificationKeys.add(share(polynomial, number).publicKey());
      secrets.put(new ReplicaId(number), SecretShare.encode(Polynomial.value(polynomial, number)));
    }
    return new Dealing(
        new PublicParameters(quorumSize, serviceKey, verificationKeys).encoded(), secrets);
  }

  private static SecretShare share(List<BigInteger> polynomial, int at) {
    return SecretShare.parse(SecretShare.encode(Polynomial.value(polynomial, at)));
  }

  @Override
  public Certifier certifier(CertificateSetting setting, Bytes publicParameters) {
    return new BlsCertifier(parse(setting, publicParameters), hashes);
  }

  @Override
  public Attestor attestor(
      CertificateSetting setting, Bytes publicParameters, ReplicaId self, Bytes secret) {
    PublicParameters parameters = parse(setting, publicParameters);
    if (!parameters.contains(self)) {
      throw new IllegalArgumentException(self + " is none of " + setting.quorums());
    }
    SecretShare share = SecretShare.parse(secret);
    if (!share.publicKey().is_equal(parameters.verificationKey(self))) {
      throw new IllegalArgumentException("the secret is not that of " + self);
    }
    return statements ->
        statements.stream()
            .map(statement -> share.sign(hashes.negated(statement.encoded())))
            .map(proof -> new Attestation(ShareLabel.INITIAL, proof))
            .toList();
  }

  private static PublicParameters parse(CertificateSetting setting, Bytes publicParameters) {
    return PublicParameters.parse(
        publicParameters, setting.quorums().replicas(), quorumSize(setting));
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
