package org.quorate.conformance.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.certificate.CertificateSetting;
import org.quorate.api.certificate.Certifier.Proof;
import org.quorate.api.certificate.Combination;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.conformance.hostile.SeededRandom;
import org.quorate.conformance.result.ConformanceKit;

/**
 * What every certificate scheme must pass: subclass it and name the scheme. Hostile input has a kit
 * of its own, {@link HostileCertificateKit}, which this one includes.
 *
 * <p>Keys are dealt for threshold systems of 4, 7 and 10 replicas, and for a weighted one if the
 * scheme takes any; from a fixed seed, so that a failure comes again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ConformanceKit(
    part = "scheme",
    withstands =
        "up to f bad attestations; attestations and certificates of other statements, "
            + "replicas, epochs, sharings and keys; altered ones, other encodings, garbage; "
            + "secrets of others",
    breaks =
        "as many bad attestations as leave no quorum, and q-1 good ones alone: there is "
            + "no certificate then, and with any q there is one")
public abstract class CertificateSchemeKit extends HostileCertificateKit {
  private static final int TRIES = 25;

  @Test
  void says_whatItIs() {
    assertThat(scheme().name()).matches("[a-z0-9-]+");
    assertThat(scheme().traits().attestationsPerCertificate()).isNotBlank();
  }

  @Test
  void deals_aSecretToEveryReplica() {
    for (DealtCluster cluster : clusters()) {
      assertThat(cluster.dealing.secrets().keySet())
          .containsExactlyInAnyOrderElementsOf(cluster.replicas());
      assertThat(cluster.dealing.secrets().values()).doesNotHaveDuplicates();
    }
  }

  @Test
  void deals_otherKeysFromOtherRandomness() {
    CertificateScheme.Dealing other = scheme().deal(smallest().setting, new SeededRandom(SEED + 1));
    assertThat(other.publicParameters()).isNotEqualTo(smallest().dealing.publicParameters());
    assertThat(other.secrets()).doesNotContainValue(smallest().secret(new ReplicaId(1)));
  }

  @Test
  void deals_onlyWhereTheQuorumSystemFits() {
    QuorumSystem weighted = VotedQuorums.weighted();
    CertificateSetting setting = new CertificateSetting(weighted, signatures());
    if (scheme().traits().thresholdQuorumsOnly()) {
      assertThatThrownBy(() -> scheme().deal(setting, new SeededRandom(SEED)))
          .isInstanceOf(ImpossibleConfigurationException.class)
          .hasMessageContaining(scheme().name())
          .hasMessageContaining(weighted.toString());
    } else {
      assertThat(scheme().deal(setting, new SeededRandom(SEED)).secrets())
          .hasSize(weighted.replicas());
    }
  }

  @Test
  void everyMinimalQuorumMakesACertificate() {
    for (DealtCluster cluster : clusters()) {
      for (ReplicaSet quorum : cluster.minimalQuorums()) {
        Combination combination = cluster.combination(Samples.STATEMENT, quorum);
        Certificate certificate = DealtCluster.formed(combination, quorum.toString());
        assertThat(combination.liars()).isEqualTo(ReplicaSet.EMPTY);
        assertThat(certificate.epoch()).isEqualTo(Samples.STATEMENT.scope().epoch());
        assertThat(cluster.certifier.verify(Samples.STATEMENT, certificate.proof()))
            .as("of %s in %s", quorum, cluster.quorums())
            .isTrue();
      }
    }
  }

  /** Whoever outlives the replicas' keys is the signature of one key, hence always the same. */
  @Test
  void everyQuorumMakesTheSameCertificateIfKeysMayRotate() {
    if (!scheme().traits().survivesKeyRotation()) {
      return;
    }
    for (DealtCluster cluster : clusters()) {
      Stream<Certificate> certificates =
          cluster.minimalQuorums().stream()
              .map(quorum -> cluster.certificate(Samples.STATEMENT, quorum));
      assertThat(certificates.distinct()).as("%s", cluster.quorums()).hasSize(1);
    }
  }

  @Test
  void moreThanAQuorumMakesACertificateInAnyOrder() {
    for (DealtCluster cluster : clusters()) {
      List<ReplicaId> order = new ArrayList<>(cluster.replicas().toList());
      for (int turn = 0; turn < order.size(); turn++) {
        order.add(order.remove(0));
        Map<ReplicaId, Attestation> attestations = new LinkedHashMap<>();
        order.forEach(
            replica -> attestations.put(replica, cluster.attestation(Samples.STATEMENT, replica)));
        Combination combination = cluster.certifier.combine(Samples.STATEMENT, attestations);
        assertThat(combination.certificate()).as("in the order %s", order).isNotNull();
        assertThat(combination.liars()).isEqualTo(ReplicaSet.EMPTY);
      }
    }
  }

  @Test
  void attestsAllStatementsInTheirOrder() {
    for (DealtCluster cluster : clusters()) {
      ReplicaId replica = new ReplicaId(cluster.quorums().replicas());
      Attestor attestor = cluster.attestor(replica);
      assertThat(attestor.attestAll(List.of())).isEmpty();
      List<Statement> statements =
          List.of(Samples.numbered(1), Samples.numbered(2), Samples.numbered(3));
      List<Attestation> attestations = attestor.attestAll(statements);
      assertThat(attestations).hasSize(3);
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          assertThat(
                  cluster.certifier.verifyAttestation(
                      statements.get(i), replica, attestations.get(j)))
              .as("attestation %s for statement %s", j, i)
              .isEqualTo(i == j);
        }
      }
    }
  }

  @Test
  void attests_onlyWithTheSecretOfThatReplica() {
    CertificateScheme.Dealing other = scheme().deal(smallest().setting, new SeededRandom(SEED + 1));
    ReplicaId one = new ReplicaId(1);
    List<Bytes> wrong = new ArrayList<>(Damage.reshaped(smallest().secret(new ReplicaId(1))));
    wrong.add(smallest().secret(new ReplicaId(2)));
    wrong.addAll(other.secrets().values());
    for (Bytes secret : wrong) {
      assertThatThrownBy(() -> attestor(smallest(), one, secret))
          .isInstanceOf(IllegalArgumentException.class)
          .satisfies(thrown -> assertShowsNothing(thrown, secret));
    }
    ReplicaId stranger = new ReplicaId(smallest().quorums().replicas() + 1);
    assertThatThrownBy(() -> attestor(smallest(), stranger, smallest().secret(new ReplicaId(1))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertShowsNothing(Throwable thrown, Bytes secret) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (secret.length() >= Long.BYTES) {
        assertThat(String.valueOf(cause.getMessage()))
            .doesNotContain(secret.slice(0, Long.BYTES).toHex());
      }
    }
  }

  @Test
  void showsNoSecret() {
    for (Map.Entry<ReplicaId, Bytes> entry : smallest().dealing.secrets().entrySet()) {
      Attestor attestor = attestor(smallest(), entry.getKey(), entry.getValue());
      assertThat(attestor + " " + smallest().dealing)
          .doesNotContain(entry.getValue().slice(0, Long.BYTES).toHex());
    }
  }

  @Test
  void parsesPublicParametersStrictly() {
    Bytes parameters = smallest().dealing.publicParameters();
    for (Bytes wrong : Damage.reshaped(parameters)) {
      assertThatThrownBy(() -> scheme().certifier(smallest().setting, wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
    CertificateSetting larger = new CertificateSetting(VotedQuorums.ofFaults(2), signatures());
    assertThatThrownBy(() -> scheme().certifier(larger, parameters))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void twoCertifiersAgree() {
    DealtCluster cluster = smallest();
    Bytes proof = cluster.certificate(Samples.STATEMENT).proof();
    assertThat(
            scheme()
                .certifier(cluster.setting, cluster.dealing.publicParameters())
                .verify(Samples.STATEMENT, proof))
        .isTrue();
  }

  /** Every verdict of a batch is the verdict of {@code verify}, whatever stands beside it. */
  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void verifyAllSaysWhatVerifySays(
      @ForAll @Size(max = 20) List<@IntRange(max = 11) Integer> choice) {
    List<Proof> proofs = choice.stream().map(this::proofNumbered).toList();
    List<Boolean> oneByOne =
        proofs.stream()
            .map(proof -> smallest().certifier.verify(proof.statement(), proof.proof()))
            .toList();
    assertThat(smallest().certifier.verifyAll(proofs)).isEqualTo(oneByOne);
    assertThat(oneByOne).isEqualTo(choice.stream().map(number -> number < 6).toList());
  }

  /** Valid below 6; from there a proof of another statement, or a damaged one. */
  private Proof proofNumbered(int number) {
    Statement statement = Samples.numbered(number % 6 + 1);
    Statement proven = number < 6 || number >= 9 ? statement : Samples.numbered(10);
    Bytes proof = smallest().certificate(proven).proof();
    return new Proof(statement, number < 9 ? proof : Damage.of(proof).get(number * 3));
  }

  @Test
  void serves_manyThreadsAtOnce() {
    DealtCluster cluster = smallest();
    Consumer<Integer> work =
        number -> {
          Statement statement = Samples.numbered(number);
          Map<ReplicaId, Attestation> attestations = new LinkedHashMap<>();
          cluster.attestors.forEach(
              (replica, attestor) ->
                  attestations.put(replica, attestor.attestAll(List.of(statement)).get(0)));
          Certificate certificate =
              DealtCluster.formed(
                  cluster.certifier.combine(statement, attestations), statement.toString());
          Proof proof = new Proof(statement, certificate.proof());
          assertThat(cluster.certifier.verifyAll(List.of(proof, proof)))
              .containsExactly(true, true);
        };
    Stream.iterate(1, number -> number + 1).limit(32).toList().parallelStream().forEach(work);
  }

  private Attestor attestor(DealtCluster cluster, ReplicaId self, Bytes secret) {
    return scheme().attestor(cluster.setting, cluster.dealing.publicParameters(), self, secret);
  }
}
