package ${package};

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.certificate.CertificateSetting;
import org.quorate.api.certificate.CertificateTraits;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.CanonicalWriter;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;

/** A certificate is the plain signatures of a minimal write quorum. */
public final class Scheme implements CertificateScheme {
  /** Signed to see whether two keys belong together; no statement begins like this. */
  private static final Bytes PROBE = new CanonicalWriter("${artifactId}/key-check/1").toBytes();

  @Override
  public String name() {
    return "${artifactId}";
  }

  @Override
  public CertificateTraits traits() {
    return new CertificateTraits(false, false, true, "the plain signatures of a write quorum");
  }

  @Override
  public Dealing deal(CertificateSetting setting, SecureRandom random) {
    SortedMap<ReplicaId, Bytes> publicKeys = new TreeMap<>();
    Map<ReplicaId, Bytes> secrets = new HashMap<>();
    for (ReplicaId replica : ReplicaSet.firstOf(setting.quorums().replicas())) {
      SigningKeys keys = setting.signatures().generate(random);
      publicKeys.put(replica, keys.publicKey());
      secrets.put(replica, keys.privateKey());
    }
    return new Dealing(ByReplica.encode(publicKeys), secrets);
  }

  @Override
  public Certifier certifier(CertificateSetting setting, Bytes publicParameters) {
    return new QuorumCertifier(setting, publicKeys(setting, publicParameters));
  }

  @Override
  public Attestor attestor(
      CertificateSetting setting, Bytes publicParameters, ReplicaId self, Bytes secret) {
    Bytes publicKey = publicKeys(setting, publicParameters).get(self);
    Bytes signature = setting.signatures().sign(secret, PROBE);
    if (publicKey == null || !setting.signatures().verify(publicKey, PROBE, signature)) {
      throw new IllegalArgumentException("the secret is not that of " + self);
    }
    return statements ->
        statements.stream()
            .map(statement -> setting.signatures().sign(secret, statement.encoded()))
            .map(proof -> new Attestation(QuorumCertifier.LABEL, proof))
            .toList();
  }

  /** All must be there, and no two equal: whoever had a key twice would count twice. */
  private static SortedMap<ReplicaId, Bytes> publicKeys(CertificateSetting setting, Bytes encoded) {
    int replicas = setting.quorums().replicas();
    return ByReplica.decode(encoded, replicas)
        .filter(keys -> new HashSet<>(keys.values()).size() == replicas)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "these are not the public keys of " + replicas + " replicas"));
  }
}
