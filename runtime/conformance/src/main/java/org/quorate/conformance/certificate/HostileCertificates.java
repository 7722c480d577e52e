package org.quorate.conformance.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.certificate.CertificateSetting;
import org.quorate.api.certificate.Certifier.Proof;
import org.quorate.api.certificate.Combination;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.recovery.ShareLabel;
import org.quorate.conformance.hostile.HostileReading;

/**
 * Bytes in each place where a certificate scheme takes some: as proof and as attestation, which
 * come from the network, and as public parameters and as secret, which lie in files. For a fuzzer;
 * the cluster has four replicas and the same keys every time.
 */
public final class HostileCertificates {
  private static final ReplicaId LIAR = new ReplicaId(1);

  /** How much of a secret would show that it is shown; enough not to occur by chance. */
  private static final int SHOWN_BYTES = 8;

  private final CertificateScheme scheme;
  private final DealtCluster cluster;
  private final Set<Bytes> proofs;

  /** Deals keys, which may take seconds. */
  public HostileCertificates(CertificateScheme scheme) {
    this.scheme = scheme;
    this.cluster =
        new DealtCluster(
            scheme,
            new CertificateSetting(VotedQuorums.ofFaults(1), new PlatformEd25519()),
            HostileCertificateKit.SEED);
    this.proofs =
        cluster.minimalQuorums().stream()
            .map(quorum -> cluster.certificate(Samples.STATEMENT, quorum).proof())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Of what is read, something honest of each kind: to be damaged. */
  public List<Bytes> samples() {
    return List.of(
        proofs.iterator().next(),
        attestor(cluster.secret(LIAR)).attestAll(List.of(Samples.STATEMENT)).get(0).proof(),
        cluster.dealing.publicParameters(),
        cluster.secret(LIAR),
        Bytes.EMPTY);
  }

  /** Offers {@code input} in each of the places; only the honest are taken there. */
  public void read(byte[] input) {
    readProof(input);
    if (input.length <= Attestation.PROOF_BYTES_MAX) {
      readAttestation(input);
    }
    readParameters(input);
    readSecret(input);
  }

  /** H4: a certificate has one byte form for each quorum, and nobody else can make one. */
  private void readProof(byte[] input) {
    boolean valid =
        HostileReading.value(input, proof -> cluster.certifier.verify(Samples.STATEMENT, proof));
    assertThat(valid).isEqualTo(proofs.contains(Bytes.copyOf(input)));
    Proof honest = new Proof(Samples.STATEMENT, proofs.iterator().next());
    List<Boolean> verdicts =
        HostileReading.value(
            input,
            proof ->
                cluster.certifier.verifyAll(
                    List.of(honest, new Proof(Samples.STATEMENT, proof), honest)));
    assertThat(verdicts).containsExactly(true, valid, true);
  }

  /** H1: whatever a liar attests costs time only, and nobody else is blamed. */
  private void readAttestation(byte[] input) {
    Attestation attestation = new Attestation(ShareLabel.INITIAL, Bytes.copyOf(input));
    boolean valid =
        HostileReading.value(
            input,
            bytes -> cluster.certifier.verifyAttestation(Samples.STATEMENT, LIAR, attestation));
    Map<ReplicaId, Attestation> all = cluster.attestations(Samples.STATEMENT, cluster.replicas());
    all.put(LIAR, attestation);
    Combination combination =
        HostileReading.value(input, bytes -> cluster.certifier.combine(Samples.STATEMENT, all));
    Certificate certificate = DealtCluster.formed(combination, "with a liar");
    assertThat(proofs).contains(certificate.proof());
    assertThat(combination.liars()).isIn(ReplicaSet.EMPTY, ReplicaSet.of(LIAR.number()));
    assertThat(valid && !combination.liars().isEmpty()).as("blamed for a valid one").isFalse();
  }

  private void readParameters(byte[] input) {
    Bytes honest = cluster.certificate(Samples.STATEMENT).proof();
    HostileReading.valueOrError(
            input,
            IllegalArgumentException.class,
            parameters -> scheme.certifier(cluster.setting, parameters))
        .ifPresent(
            certifier -> {
              boolean valid =
                  HostileReading.value(input, bytes -> certifier.verify(Samples.STATEMENT, honest));
              assertThat(valid || !isHonest(input)).isTrue();
            });
  }

  private boolean isHonest(byte[] parameters) {
    return cluster.dealing.publicParameters().equals(Bytes.copyOf(parameters));
  }

  private void readSecret(byte[] input) {
    HostileReading.valueOrError(input, IllegalArgumentException.class, this::attestor)
        .ifPresent(attestor -> assertThat(Bytes.copyOf(input)).isEqualTo(cluster.secret(LIAR)));
  }

  private Attestor attestor(Bytes secret) {
    try {
      return scheme.attestor(cluster.setting, cluster.dealing.publicParameters(), LIAR, secret);
    } catch (IllegalArgumentException e) {
      if (secret.length() >= SHOWN_BYTES) {
        assertThat(e.toString()).doesNotContain(secret.slice(0, SHOWN_BYTES).toHex());
      }
      throw e;
    }
  }
}
