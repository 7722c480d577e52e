package org.quorate.certificate.thresholdrsa;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.certificate.Combination;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;

class ShareTest {
  private static final Statement STATEMENT = Fixture.statement(1);
  private static final Bytes MESSAGE = STATEMENT.encoded();

  private final Fixture fixture = new Fixture(1024, 4, 3);
  private final BigInteger modulus = fixture.key.modulus();
  private final Share share = fixture.share(1, MESSAGE);

  @Test
  void hasTheDocumentedLength() {
    Bytes encoded = share.encoded(fixture.key);
    assertThat(encoded.length()).isEqualTo(128 + 16 + 128 + 32);
    assertThat(Share.decode(encoded, modulus)).contains(share);
  }

  @Test
  void isMadeTheSameEveryTime() {
    assertThat(fixture.share(1, MESSAGE)).isEqualTo(share);
    assertThat(fixture.isValid(1, share, MESSAGE)).isTrue();
  }

  /** The proof is what tells a wrong share from a right one. */
  @Test
  void h1_aProofFitsItsShareOnly() {
    BigInteger wrong = share.value().multiply(BigInteger.valueOf(4)).mod(modulus);
    assertThat(fixture.isValid(1, with(wrong), MESSAGE)).isFalse();
    assertThat(fixture.isValid(1, with(BigInteger.ONE), MESSAGE)).isFalse();
    assertThat(fixture.isValid(2, share, MESSAGE)).isFalse();
    assertThat(fixture.isValid(1, share, Fixture.statement(2).encoded())).isFalse();
  }

  /** A share and its negative have one square, of which alone the signature is made. */
  @Test
  void theSignOfAShareIsNoLie() {
    Share negative = with(modulus.subtract(share.value()));
    assertThat(fixture.isValid(1, negative, MESSAGE)).isTrue();
    Map<ReplicaId, Attestation> attestations =
        fixture.attestations(STATEMENT, ReplicaSet.of(1, 2, 3));
    Certifier certifier = new RsaCertifier(fixture.parameters);
    Combination expected = certifier.combine(STATEMENT, attestations);
    attestations.put(new ReplicaId(1), fixture.attestation(negative));
    assertThat(certifier.combine(STATEMENT, attestations)).isEqualTo(expected);
    assertThat(expected.certificate()).isNotNull();
  }

  @Test
  void h1_aShareOutOfRangeIsNone() {
    for (BigInteger value : List.of(BigInteger.ZERO, modulus)) {
      assertThat(Share.decode(with(value).encoded(fixture.key), modulus)).isEmpty();
    }
  }

  @Test
  void h1_namesWhoseProofDoesNotFit() {
    Map<ReplicaId, Attestation> attestations =
        fixture.attestations(STATEMENT, ReplicaSet.firstOf(4));
    BigInteger wrong = share.value().multiply(BigInteger.valueOf(4)).mod(modulus);
    attestations.put(new ReplicaId(1), fixture.attestation(with(wrong)));
    Combination combination = new RsaCertifier(fixture.parameters).combine(STATEMENT, attestations);
    assertThat(combination.certificate()).isNotNull();
    assertThat(combination.liars()).isEqualTo(ReplicaSet.of(1));
  }

  private Share with(BigInteger value) {
    return new Share(value, share.challenge(), share.response());
  }
}
