package org.quorate.conformance.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.certificate.CertificateSetting;
import org.quorate.api.certificate.Combination;
import org.quorate.api.certificate.Statement;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.recovery.ShareLabel;
import org.quorate.conformance.hostile.SeededRandom;
import org.quorate.conformance.result.ConformanceKit;

/**
 * Bad attestations and bad certificates, rule by rule as the acceptance matrix names them. Use
 * {@link CertificateSchemeKit}, which includes this.
 */
@ConformanceKit(
    part = "scheme",
    withstands =
        "up to f bad attestations; attestations and certificates of other statements, "
            + "replicas, epochs, sharings and keys; altered ones, other encodings, garbage",
    breaks =
        "as many bad attestations as leave no quorum, and q-1 good ones alone: there is "
            + "no certificate then")
public abstract class HostileCertificateKit {
  static final long SEED = 20090;

  private static final int TRIES = 50;
  private static final ShareLabel LABEL = ShareLabel.INITIAL;

  private @Nullable List<DealtCluster> clusters;

  /** The scheme to examine. */
  protected abstract CertificateScheme scheme();

  /** The plain signatures under it; the Java platform's Ed25519 unless overridden. */
  protected SignatureScheme signatures() {
    return new PlatformEd25519();
  }

  /**
   * Other encodings of the valid certificate {@code proof}, if the scheme knows any that a careless
   * decoder would take: none may be accepted.
   */
  protected List<Bytes> otherEncodings(Bytes proof) {
    return List.of();
  }

  /** The cluster of four replicas. */
  final DealtCluster smallest() {
    return clusters().get(0);
  }

  /** Dealt once for each instance, because dealing may take seconds. */
  final synchronized List<DealtCluster> clusters() {
    if (clusters == null) {
      Stream<VotedQuorums> thresholds = Stream.of(1, 2, 3).map(VotedQuorums::ofFaults);
      Stream<VotedQuorums> systems =
          scheme().traits().thresholdQuorumsOnly()
              ? thresholds
              : Stream.concat(thresholds, Stream.of(VotedQuorums.weighted()));
      clusters =
          systems
              .map(system -> new CertificateSetting(system, signatures()))
              .map(setting -> new DealtCluster(scheme(), setting, SEED))
              .toList();
    }
    return clusters;
  }

  @Test
  void h1_upToFLiarsAreNamedAndCostTimeOnly() {
    for (DealtCluster cluster : clusters()) {
      for (int liars = 1; liars <= cluster.quorums().faults(); liars++) {
        for (int lie = 0; lie < LIES; lie++) {
          ReplicaSet bad = ReplicaSet.firstOf(liars);
          Combination combination =
              cluster.certifier.combine(Samples.STATEMENT, withLies(cluster, bad, lie));
          Certificate certificate = DealtCluster.formed(combination, "lie " + lie + " of " + bad);
          assertThat(cluster.certifier.verify(Samples.STATEMENT, certificate.proof())).isTrue();
          assertThat(combination.liars()).as("lie %s", lie).isEqualTo(bad);
        }
      }
    }
  }

  @Test
  void h1_withTooManyLiarsThereIsNoCertificateAndNobodyIsAccusedFalsely() {
    for (DealtCluster cluster : clusters()) {
      for (int lie = 0; lie < LIES; lie++) {
        ReplicaSet bad = cluster.replicas().minus(cluster.maximalNonQuorums().get(0));
        Combination combination =
            cluster.certifier.combine(Samples.STATEMENT, withLies(cluster, bad, lie));
        assertThat(combination.certificate()).as("lie %s", lie).isNull();
        assertThat(bad.containsAll(combination.liars())).as("lie %s", lie).isTrue();
      }
    }
  }

  private static final int LIES = 5;

  /** Everybody's attestations, those of {@code liars} first and bad. */
  private static Map<ReplicaId, Attestation> withLies(
      DealtCluster cluster, ReplicaSet liars, int lie) {
    Map<ReplicaId, Attestation> attestations = new LinkedHashMap<>();
    liars.forEach(liar -> attestations.put(liar, lie(cluster, liar, lie)));
    cluster
        .replicas()
        .minus(liars)
        .forEach(
            honest -> attestations.put(honest, cluster.attestation(Samples.STATEMENT, honest)));
    return attestations;
  }

  private static Attestation lie(DealtCluster cluster, ReplicaId liar, int lie) {
    Bytes honest = cluster.attestation(Samples.STATEMENT, liar).proof();
    ReplicaId other = new ReplicaId(liar.number() % cluster.quorums().replicas() + 1);
    return switch (lie) {
      case 0 -> cluster.attestation(Samples.numbered(99), liar);
      case 1 -> cluster.attestation(Samples.STATEMENT, other);
      case 2 -> new Attestation(LABEL, Bytes.EMPTY);
      case 3 -> new Attestation(LABEL, Bytes.wrap(new byte[honest.length()]));
      default -> new Attestation(LABEL, honest.concat(Bytes.wrap(new byte[1])));
    };
  }

  @Test
  void h2_anAttestationCountsForItsStatementOnly() {
    for (DealtCluster cluster : clusters()) {
      ReplicaId replica = new ReplicaId(2);
      Attestation attestation = cluster.attestation(Samples.STATEMENT, replica);
      assertThat(cluster.certifier.verifyAttestation(Samples.STATEMENT, replica, attestation))
          .isTrue();
      Samples.altered()
          .forEach(
              (field, altered) ->
                  assertThat(cluster.certifier.verifyAttestation(altered, replica, attestation))
                      .as("another %s", field)
                      .isFalse());
    }
  }

  @Test
  void h2_anAttestationCountsForItsReplicaOnly() {
    for (DealtCluster cluster : clusters()) {
      ReplicaId replica = new ReplicaId(2);
      Attestation attestation = cluster.attestation(Samples.STATEMENT, replica);
      List<ReplicaId> others = new ArrayList<>(cluster.replicas().without(replica).toList());
      others.add(new ReplicaId(cluster.quorums().replicas() + 1));
      others.add(new ReplicaId(ReplicaId.NUMBER_MAX));
      for (ReplicaId other : others) {
        assertThat(cluster.certifier.verifyAttestation(Samples.STATEMENT, other, attestation))
            .as("under the index of %s", other)
            .isFalse();
      }
    }
  }

  @Test
  void h2_oneAttestationUnderManyNamesCountsOnce() {
    for (DealtCluster cluster : clusters()) {
      ReplicaSet tooFew = cluster.maximalNonQuorums().get(0);
      Map<ReplicaId, Attestation> attestations =
          new LinkedHashMap<>(cluster.attestations(Samples.STATEMENT, tooFew));
      Attestation copied = cluster.attestation(Samples.STATEMENT, tooFew.toList().get(0));
      cluster.replicas().minus(tooFew).forEach(other -> attestations.put(other, copied));
      attestations.put(new ReplicaId(cluster.quorums().replicas() + 1), copied);
      attestations.put(new ReplicaId(ReplicaId.NUMBER_MAX), copied);
      assertThat(cluster.certifier.combine(Samples.STATEMENT, attestations).certificate()).isNull();
    }
  }

  @Test
  void h3_anAttestationCountsForItsSharingOnly() {
    ReplicaId one = new ReplicaId(1);
    Bytes proof = smallest().attestation(Samples.STATEMENT, one).proof();
    for (ShareLabel label : List.of(new ShareLabel(1, 0), new ShareLabel(0, 1))) {
      assertThat(
              smallest()
                  .certifier
                  .verifyAttestation(Samples.STATEMENT, one, new Attestation(label, proof)))
          .isFalse();
    }
  }

  @Test
  void h3_attestationsOfTwoSharingsNeverCombine() {
    for (DealtCluster cluster : clusters()) {
      ReplicaSet tooFew = cluster.maximalNonQuorums().get(0);
      Map<ReplicaId, Attestation> attestations = new LinkedHashMap<>();
      cluster
          .attestations(Samples.STATEMENT, cluster.replicas())
          .forEach(
              (replica, attestation) ->
                  attestations.put(
                      replica,
                      tooFew.contains(replica)
                          ? attestation
                          : new Attestation(new ShareLabel(1, 1), attestation.proof())));
      assertThat(cluster.certifier.combine(Samples.STATEMENT, attestations).certificate()).isNull();
    }
  }

  @Test
  void h4_anAlteredCertificateIsRefused() {
    for (DealtCluster cluster : clusters()) {
      Bytes proof = cluster.certificate(Samples.STATEMENT).proof();
      assertThat(cluster.certifier.verify(Samples.STATEMENT, proof)).isTrue();
      List<Bytes> altered = new ArrayList<>(otherEncodings(proof));
      altered.addAll(cluster == smallest() ? Damage.of(proof) : Damage.reshaped(proof));
      for (Bytes bytes : altered) {
        assertThat(cluster.certifier.verify(Samples.STATEMENT, bytes))
            .as("%s", bytes.toHex())
            .isFalse();
      }
    }
  }

  @Test
  void h4_anAlteredAttestationIsRefused() {
    ReplicaId one = new ReplicaId(1);
    Bytes proof = smallest().attestation(Samples.STATEMENT, one).proof();
    for (Bytes bytes : Damage.of(proof)) {
      assertThat(
              smallest()
                  .certifier
                  .verifyAttestation(Samples.STATEMENT, one, new Attestation(LABEL, bytes)))
          .as("%s", bytes.toHex())
          .isFalse();
    }
  }

  @Test
  void h5_lessThanAQuorumGivesNothing() {
    for (DealtCluster cluster : clusters()) {
      for (ReplicaSet tooFew : cluster.maximalNonQuorums()) {
        Combination combination = cluster.combination(Samples.STATEMENT, tooFew);
        assertThat(combination.certificate()).as("%s", tooFew).isNull();
        assertThat(combination.liars()).isEqualTo(ReplicaSet.EMPTY);
      }
      assertThat(cluster.combination(Samples.STATEMENT, ReplicaSet.EMPTY).certificate()).isNull();
    }
  }

  /** E4, P4, P5: a certificate is bound to cluster, epoch, kind, key, timestamp and hash. */
  @Test
  void e4_aCertificateCountsForItsStatementOnly() {
    for (DealtCluster cluster : clusters()) {
      Bytes proof = cluster.certificate(Samples.STATEMENT).proof();
      Samples.altered()
          .forEach(
              (field, altered) ->
                  assertThat(cluster.certifier.verify(altered, proof))
                      .as("another %s", field)
                      .isFalse());
    }
  }

  @Test
  void e4_aCertificateOfOtherKeysIsRefused() {
    DealtCluster other = new DealtCluster(scheme(), smallest().setting, SEED + 1);
    Bytes proof = other.certificate(Samples.STATEMENT).proof();
    assertThat(smallest().certifier.verify(Samples.STATEMENT, proof)).isFalse();
  }

  @Property(tries = TRIES)
  void d5_noGarbageIsAnExceptionOrACertificate(@ForAll @Size(max = 400) byte[] garbage) {
    assertRefused(Bytes.copyOf(garbage));
  }

  @Property(tries = TRIES)
  void d5_noGarbageOfTheRightLengthIsAnExceptionOrACertificate(@ForAll long seed) {
    byte[] garbage = new byte[smallest().certificate(Samples.STATEMENT).proof().length()];
    new SeededRandom(seed).nextBytes(garbage);
    assertRefused(Bytes.wrap(garbage));
  }

  private void assertRefused(Bytes garbage) {
    Statement statement = Samples.STATEMENT;
    ReplicaId one = new ReplicaId(1);
    Attestation attestation = new Attestation(LABEL, garbage);
    assertThat(smallest().certifier.verify(statement, garbage)).isFalse();
    assertThat(smallest().certifier.verifyAttestation(statement, one, attestation)).isFalse();
    Map<ReplicaId, Attestation> attestations =
        new LinkedHashMap<>(smallest().attestations(statement, smallest().replicas()));
    attestations.put(one, attestation);
    assertThat(smallest().certifier.combine(statement, attestations).certificate()).isNotNull();
  }
}
