package org.quorate.certificate.signatureset;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.certificate.CertificateSetting;
import org.quorate.api.certificate.CertificateTraits;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.CanonicalWriter;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;

/**
 * A certificate is the signatures of a minimal write quorum (BFT-BC, Liskov and Rodrigues 2006,
 * section 3.2), over whatever signature scheme the setting names and for any quorum system.
 */
public final class SignatureSetScheme implements CertificateScheme {
  static final String NAME = "signature-set";

  /** Signed to see whether a secret key belongs to a public one; no statement begins like this. */
  private static final Bytes PROBE = new CanonicalWriter("quorate/key-check/1").toBytes();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public CertificateTraits traits() {
    return new CertificateTraits(false, false, true, "the plain signatures of a write quorum");
  }

  /**
   * @throws ImpossibleConfigurationException if a certificate of so many signatures would exceed
   *     {@link Certificate#PROOF_BYTES_MAX}, or one signature {@link Attestation#PROOF_BYTES_MAX}
   */
  @Override
  public Dealing deal(CertificateSetting setting, SecureRandom random) {
    List<SigningKeys> keys =
        Stream.generate(() -> setting.signatures().generate(random))
            .limit(setting.quorums().replicas())
            .toList();
    refuseIfTooLarge(setting, keys.get(0).privateKey());
    Map<ReplicaId, Bytes> secrets = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      secrets.put(new ReplicaId(i + 1), keys.get(i).privateKey());
    }
    PublicKeys publicKeys = new PublicKeys(keys.stream().map(SigningKeys::publicKey).toList());
    return new Dealing(publicKeys.encoded(), secrets);
  }

  private static void refuseIfTooLarge(CertificateSetting setting, Bytes anyPrivateKey) {
    QuorumSystem quorums = setting.quorums();
    int signatureBytes = setting.signatures().sign(anyPrivateKey, PROBE).length();
    int signers = quorums.thresholdSize(QuorumRole.WRITE).orElse(quorums.replicas());
    long certificateBytes = SignerList.encodedBytes(quorums.replicas(), signers, signatureBytes);
    if (signatureBytes > Attestation.PROOF_BYTES_MAX
        || certificateBytes > Certificate.PROOF_BYTES_MAX) {
      throw new ImpossibleConfigurationException(
          NAME
              + " over "
              + setting.signatures().name()
              + " needs up to "
              + certificateBytes
              + " bytes for a certificate of "
              + quorums
              + ", and at most "
              + Certificate.PROOF_BYTES_MAX
              + " are allowed; fewer replicas, shorter signatures or a threshold scheme would do");
    }
  }

  @Override
  public Certifier certifier(CertificateSetting setting, Bytes publicParameters) {
    return new SignatureSetCertifier(setting, keysOf(setting, publicParameters));
  }

  @Override
  public Attestor attestor(
      CertificateSetting setting, Bytes publicParameters, ReplicaId self, Bytes secret) {
    PublicKeys keys = keysOf(setting, publicParameters);
    if (!keys.contains(self)) {
      throw new IllegalArgumentException(self + " is none of " + setting.quorums());
    }
    Bytes signature = setting.signatures().sign(secret, PROBE);
    if (!setting.signatures().verify(keys.of(self), PROBE, signature)) {
      throw new IllegalArgumentException("the secret is not that of " + self);
    }
    return statements ->
        statements.stream()
            .map(statement -> setting.signatures().sign(secret, statement.encoded()))
            .map(proof -> new Attestation(SignatureSetCertifier.LABEL, proof))
            .toList();
  }

  private static PublicKeys keysOf(CertificateSetting setting, Bytes publicParameters) {
    return PublicKeys.parse(publicParameters, setting.quorums().replicas());
  }
}
