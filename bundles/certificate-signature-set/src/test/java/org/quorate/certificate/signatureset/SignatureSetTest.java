package org.quorate.certificate.signatureset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.CertificateScheme.Dealing;
import org.quorate.api.certificate.CertificateSetting;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.certificate.Combination;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.ImpossibleConfigurationException;

/** What is peculiar to sets; the rest is in {@link SignatureSetKitTest}. */
class SignatureSetTest {
  private static final Statement STATEMENT = StubParts.STATEMENT;

  /** Replica 1 has three votes of seven, the others one each; five make a quorum. */
  private final CertificateSetting weighted =
      new CertificateSetting(
          new StubParts.Votes(5, List.of(3, 1, 1, 1, 1)), new StubParts.Hashes(32));

  private final SignatureSetScheme scheme = new SignatureSetScheme();
  private final Dealing dealing = scheme.deal(weighted, new SecureRandom());
  private final Certifier certifier = scheme.certifier(weighted, dealing.publicParameters());

  private Map<ReplicaId, Attestation> attestations(int... numbers) {
    Map<ReplicaId, Attestation> attestations = new LinkedHashMap<>();
    for (int number : numbers) {
      ReplicaId self = new ReplicaId(number);
      Bytes secret = dealing.secrets().getOrDefault(self, Bytes.EMPTY);
      attestations.put(
          self,
          scheme
              .attestor(weighted, dealing.publicParameters(), self, secret)
              .attestAll(List.of(STATEMENT))
              .get(0));
    }
    return attestations;
  }

  @Test
  void leavesOutWhoIsNotNeeded() {
    // 2 to 4 and 1 suffice, but then one of 2 to 4 is superfluous.
    Combination combination = certifier.combine(STATEMENT, attestations(2, 3, 4, 1, 5));
    Certificate certificate = combination.certificate();
    assertThat(certificate).isNotNull();
    SignerList list = SignerList.parse(certificate.proof(), 5).orElseThrow();
    assertThat(list.signers().size()).isEqualTo(3);
    assertThat(certifier.verify(STATEMENT, certificate.proof())).isTrue();
  }

  @Test
  void p4_refusesSuperfluousSigners() {
    TreeMap<ReplicaId, Bytes> all = new TreeMap<>();
    attestations(1, 2, 3, 4).forEach((replica, word) -> all.put(replica, word.proof()));
    assertThat(certifier.verify(STATEMENT, new SignerList(all).encoded(5))).isFalse();
    all.remove(new ReplicaId(4));
    assertThat(certifier.verify(STATEMENT, new SignerList(all).encoded(5))).isTrue();
    all.remove(new ReplicaId(3));
    assertThat(certifier.verify(STATEMENT, new SignerList(all).encoded(5))).isFalse();
  }

  @Test
  void p4_refusesFewHeadsInThePlaceOfVotes() {
    TreeMap<ReplicaId, Bytes> light = new TreeMap<>();
    attestations(2, 3, 4, 5).forEach((replica, word) -> light.put(replica, word.proof()));
    assertThat(certifier.verify(STATEMENT, new SignerList(light).encoded(5))).isFalse();
  }

  @Test
  void looksAtNoSignatureBeforeThereIsAQuorum() {
    Map<ReplicaId, Attestation> few = attestations(1);
    few.put(new ReplicaId(2), new Attestation(SignatureSetCertifier.LABEL, Bytes.EMPTY));
    few.put(new ReplicaId(99), new Attestation(SignatureSetCertifier.LABEL, Bytes.EMPTY));
    assertThat(certifier.combine(STATEMENT, few))
        .isEqualTo(Combination.insufficient(ReplicaSet.EMPTY));
  }

  @Test
  void refusesToDealWhatNoCertificateCouldHold() {
    CertificateSetting huge =
        new CertificateSetting(
            new StubParts.Votes(100, Collections.nCopies(150, 1)), new StubParts.Hashes(9000));
    assertThatThrownBy(() -> scheme.deal(huge, new SecureRandom()))
        .isInstanceOf(ImpossibleConfigurationException.class)
        .hasMessageContaining("hashes")
        .hasMessageContaining("signature-set")
        .hasMessageContaining("threshold scheme");
  }
}
