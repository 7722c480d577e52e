package org.quorate.conformance.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.certificate.Combination;
import org.quorate.api.certificate.Statement;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.machine.Claim;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.recovery.ShareLabel;

final class SymbolicCryptographyTest {
  private final SymbolicCertificates scheme = new SymbolicCertificates(1);
  private final Certifier certifier =
      scheme.certifier(new ThresholdQuorums(4, 1, QuorumKind.DISSEMINATION));
  private final SymbolicSignatures signatures = new SymbolicSignatures(1);
  private final SigningKeys alice = signatures.keysOf("alice");
  private final Statement statement = statement("v1");

  private Statement statement(String value) {
    Timestamp ts = Timestamp.GENESIS.successor(ClientId.of("alice", alice.publicKey()));
    return Statement.prepared(
        new Scope(Bytes.utf8("c"), Epoch.FIRST, new Key("k")),
        new Version(ts, Values.of(value).hash()));
  }

  private Attestation attest(int replica, Statement what) {
    ReplicaId id = new ReplicaId(replica);
    return scheme.attestor(id, scheme.secretOf(id)).attestAll(List.of(what)).get(0);
  }

  private Map<ReplicaId, Attestation> attestations(Statement what, int... replicas) {
    Map<ReplicaId, Attestation> all = new LinkedHashMap<>();
    for (int replica : replicas) {
      all.put(new ReplicaId(replica), attest(replica, what));
    }
    return all;
  }

  private static Certificate certificate(Combination combination) {
    Certificate certificate = combination.certificate();
    assertThat(certificate).isNotNull();
    return certificate;
  }

  @Test
  void aQuorumsAttestationsMakeACertificateOfTheirStatementOnly() {
    Certificate certificate =
        certificate(certifier.combine(statement, attestations(statement, 3, 1, 4)));
    assertThat(certifier.verify(statement, certificate.proof())).isTrue();
    assertThat(certifier.verify(statement("v2"), certificate.proof())).isFalse();
    assertThat(
            certifier.verify(
                Statement.written(statement.scope(), statement.version()), certificate.proof()))
        .isFalse();
  }

  @Test
  void fewerThanAQuorumMakeNone() {
    Combination combination = certifier.combine(statement, attestations(statement, 1, 2));
    assertThat(combination.certificate()).isNull();
  }

  @Test
  void noSignerCountsTwice() {
    Bytes one = attest(1, statement).proof();
    Bytes two = attest(2, statement).proof();
    assertThat(certifier.verify(statement, one.concat(one).concat(two))).isFalse();
    assertThat(certifier.verify(statement, one.concat(two).concat(two))).isFalse();
  }

  @Test
  void badAttestationsCostNothingAndAreNamed() {
    Map<ReplicaId, Attestation> all = attestations(statement, 1, 2);
    all.put(new ReplicaId(3), attest(3, statement("v2")));
    all.put(new ReplicaId(4), attest(4, statement));
    Combination combination = certifier.combine(statement, all);
    assertThat(certifier.verify(statement, certificate(combination).proof())).isTrue();
    assertThat(combination.liars()).isEqualTo(ReplicaSet.of(3));
  }

  @Test
  void whatNobodySaidCannotBeShown() {
    Bytes real = attest(1, statement).proof();
    for (int at = 0; at < real.length(); at++) {
      byte[] altered = real.toByteArray();
      altered[at] ^= 1;
      assertThat(
              certifier.verifyAttestation(
                  statement,
                  new ReplicaId(1),
                  new Attestation(ShareLabel.INITIAL, Bytes.wrap(altered))))
          .isFalse();
    }
    assertThat(certifier.verify(statement, Bytes.EMPTY)).isFalse();
    assertThat(certifier.verify(statement, Bytes.utf8("nonsense"))).isFalse();
  }

  @Test
  void anAttestorNeedsItsSecret() {
    assertThatThrownBy(() -> scheme.attestor(new ReplicaId(1), scheme.secretOf(new ReplicaId(2))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void signaturesHoldForTheirKeyAndMessage() {
    Bytes message = Bytes.utf8("m");
    Bytes signature = signatures.sign(alice.privateKey(), message);
    assertThat(signatures.verify(alice.publicKey(), message, signature)).isTrue();
    assertThat(signatures.verify(alice.publicKey(), Bytes.utf8("n"), signature)).isFalse();
    SigningKeys bob = signatures.keysOf("bob");
    assertThat(signatures.verify(bob.publicKey(), message, signature)).isFalse();
    assertThat(signatures.verify(alice.publicKey(), message, Bytes.EMPTY)).isFalse();
    assertThatThrownBy(() -> signatures.sign(alice.publicKey(), message))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void claimsAreJudgedOneByOne() {
    Bytes payload = Bytes.utf8("p");
    Bytes signature = signatures.sign(alice.privateKey(), payload);
    ClientId self = ClientId.of("alice", alice.publicKey());
    Certificate good = certificate(certifier.combine(statement, attestations(statement, 1, 2, 3)));
    Certificate otherEpoch = new Certificate(new Epoch(2), good.proof());
    Statement genesis = Statement.prepared(statement.scope(), Version.GENESIS);
    Value value = Values.of("v");

    List<@Nullable String> failures =
        new SymbolicVerifier(certifier, signatures, Epoch.FIRST)
            .failures(
                List.of(
                    new Claim.Certified(statement, good),
                    new Claim.Certified(statement("v2"), good),
                    new Claim.Certified(statement, otherEpoch),
                    new Claim.Certified(genesis, Certificate.GENESIS),
                    new Claim.Certified(statement, Certificate.GENESIS),
                    new Claim.Signed(self, alice.publicKey(), payload, signature),
                    new Claim.Signed(self, alice.publicKey(), Bytes.EMPTY, signature),
                    new Claim.Signed(
                        self, signatures.keysOf("bob").publicKey(), payload, signature),
                    new Claim.Hashed(value, value.hash()),
                    new Claim.Hashed(value, Values.of("w").hash())));
    assertThat(failures.stream().map(failure -> failure == null).toList())
        .containsExactly(true, false, false, true, false, true, false, false, true, false);
  }
}
