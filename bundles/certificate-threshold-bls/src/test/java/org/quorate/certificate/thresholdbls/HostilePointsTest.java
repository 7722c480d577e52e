package org.quorate.certificate.thresholdbls;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.certificate.Certifier.Proof;
import org.quorate.api.certificate.Combination;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.recovery.ShareLabel;
import supranational.blst.P1;
import supranational.blst.P1_Affine;

/** Points chosen to deceive; each shows first that what they attack is really there. */
class HostilePointsTest {
  private static final Statement ONE = Fixture.statement(1);
  private static final Statement TWO = Fixture.statement(2);

  private final List<BigInteger> polynomial = Fixture.sharing(3, 1);
  private final PublicParameters parameters = Fixture.parameters(polynomial, 4, 3);
  private final Certifier certifier = new BlsCertifier(parameters, new Hashes());

  private P1 signature(Statement statement) {
    return Fixture.point(Fixture.sign(Fixture.share(polynomial, 0), statement.encoded()))
        .to_jacobian();
  }

  private static Bytes bytes(P1 point) {
    return Bytes.wrap(point.compress());
  }

  /** Two errors that cancel out in a plain sum: only the random weights tell them apart. */
  @Test
  void h4_errorsThatCancelOutDoNotPassABatch() {
    P1 first = signature(ONE).add(P1.generator());
    P1 second = signature(TWO).add(P1.generator().neg());
    P1_Affine sum = first.dup().add(second).to_affine();
    P1 hashes =
        Suite.hash(ONE.encoded(), Suite.DOMAIN).add(Suite.hash(TWO.encoded(), Suite.DOMAIN));
    assertThat(Suite.isSigned(sum, hashes.neg().to_affine(), parameters.serviceKey()))
        .as("the unweighted sum passes")
        .isTrue();

    assertThat(
            certifier.verifyAll(
                List.of(new Proof(ONE, bytes(first)), new Proof(TWO, bytes(second)))))
        .containsExactly(false, false);
  }

  @Test
  void h4_oneBadProofDoesNotSpoilItsBatch() {
    Proof good = new Proof(ONE, bytes(signature(ONE)));
    Proof bad = new Proof(TWO, bytes(signature(ONE)));
    assertThat(certifier.verifyAll(List.of(good, bad, good))).containsExactly(true, false, true);
  }

  /** The pairing does not see what lies outside of the group, so that bytes would multiply. */
  @Test
  void h4_refusesASignatureOutsideOfTheGroup() {
    P1 shifted = signature(ONE).add(Fixture.outsideOfG1());
    assertThat(shifted.on_curve()).isTrue();
    assertThat(shifted.in_group()).isFalse();
    assertThat(certifier.verify(ONE, bytes(shifted))).isFalse();
    Proof proof = new Proof(ONE, bytes(shifted));
    assertThat(certifier.verifyAll(List.of(proof, proof, proof)))
        .containsExactly(false, false, false);
  }

  @Test
  void h4_refusesAnAbscissaBeyondThePrime() {
    BigInteger prime =
        new BigInteger(
            "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9fe"
                + "ffffffffaaab",
            16);
    byte[] encoded = Fixture.outsideOfG1().compress();
    byte[] beyond = prime.add(BigInteger.valueOf(encoded[encoded.length - 1])).toByteArray();
    beyond[0] |= (byte) 0x80;
    assertThat(Suite.decodeOnCurve(Bytes.wrap(encoded))).isPresent();
    assertThat(Suite.decodeOnCurve(Bytes.wrap(beyond))).isEmpty();
  }

  /** H1 with shares outside of the group: they may spoil the first attempt, never the second. */
  @Test
  void h1_namesWhoSharesPointsOutsideOfTheGroup() {
    Map<ReplicaId, Attestation> attestations = new LinkedHashMap<>();
    for (int number = 1; number <= 4; number++) {
      Bytes share = Fixture.sign(Fixture.share(polynomial, number), ONE.encoded());
      attestations.put(new ReplicaId(number), new Attestation(ShareLabel.INITIAL, share));
    }
    ReplicaId liar = new ReplicaId(1);
    Bytes honest = Fixture.sign(Fixture.share(polynomial, 1), ONE.encoded());
    P1 shifted = Fixture.point(honest).to_jacobian().add(Fixture.outsideOfG1());
    Attestation lie = new Attestation(ShareLabel.INITIAL, bytes(shifted));
    attestations.put(liar, lie);

    assertThat(certifier.verifyAttestation(ONE, liar, lie)).isFalse();
    Combination combination = certifier.combine(ONE, attestations);
    assertThat(combination.certificate()).isNotNull();
    assertThat(combination.liars()).isEqualTo(ReplicaSet.of(1));
  }

  /** Two liars whose errors cancel out in the combination deceive nobody, so nobody is checked. */
  @Test
  void h1_whatCancelsOutIsNoLie() {
    Map<ReplicaId, P1_Affine> shares =
        Fixture.signatures(polynomial, ReplicaSet.of(1, 2, 3), ONE.encoded());
    Map<ReplicaId, Attestation> attestations = new LinkedHashMap<>();
    shares.forEach(
        (replica, share) -> {
          // The coefficients over {1, 2, 3} are 3, -3 and 1.
          P1 error = replica.number() < 3 ? P1.generator() : new P1();
          Bytes proof = bytes(share.to_jacobian().add(error));
          attestations.put(replica, new Attestation(ShareLabel.INITIAL, proof));
        });
    Combination combination = certifier.combine(ONE, attestations);
    assertThat(combination.certificate()).isNotNull();
    assertThat(combination.certificate().proof()).isEqualTo(bytes(signature(ONE)));
    assertThat(combination.liars()).isEqualTo(ReplicaSet.EMPTY);
  }
}
