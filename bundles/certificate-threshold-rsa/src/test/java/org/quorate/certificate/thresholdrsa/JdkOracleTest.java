package org.quorate.certificate.thresholdrsa;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.RSAPublicKeySpec;
import org.junit.jupiter.api.Test;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;

/** What the Java platform's SHA256withRSA says of certificates, at the full length of 2048 bits. */
class JdkOracleTest {
  private static final Statement STATEMENT = Fixture.statement(1);

  private final Fixture fixture = new Fixture(2048, 4, 3);
  private final Certifier certifier = new RsaCertifier(fixture.parameters);

  private boolean jdkVerifies(Statement statement, Bytes signature)
      throws GeneralSecurityException {
    RSAPublicKeySpec key = new RSAPublicKeySpec(fixture.key.modulus(), PublicKey.EXPONENT);
    Signature verifier = Signature.getInstance("SHA256withRSA");
    verifier.initVerify(KeyFactory.getInstance("RSA").generatePublic(key));
    verifier.update(statement.encoded().toByteArray());
    try {
      return verifier.verify(signature.toByteArray());
    } catch (SignatureException e) {
      return false;
    }
  }

  @Test
  void itVerifiesWhatSharesCombineTo() throws GeneralSecurityException {
    for (int absent = 1; absent <= 4; absent++) {
      ReplicaSet quorum = ReplicaSet.firstOf(4).without(new ReplicaId(absent));
      Certificate certificate =
          certifier.combine(STATEMENT, fixture.attestations(STATEMENT, quorum)).certificate();
      assertThat(certificate).isNotNull();
      Bytes proof = certificate.proof();
      assertThat(proof.length()).isEqualTo(256);
      assertThat(jdkVerifies(STATEMENT, proof)).isTrue();
      assertThat(jdkVerifies(Fixture.statement(2), proof)).isFalse();
    }
  }

  @Test
  void itGivesTheSameVerdictOnDamage() throws GeneralSecurityException {
    Certificate certificate =
        certifier
            .combine(STATEMENT, fixture.attestations(STATEMENT, ReplicaSet.firstOf(4)))
            .certificate();
    assertThat(certificate).isNotNull();
    for (int i = 0; i < certificate.proof().length(); i++) {
      byte[] damaged = certificate.proof().toByteArray();
      damaged[i] ^= 1;
      Bytes proof = Bytes.wrap(damaged);
      assertThat(certifier.verify(STATEMENT, proof)).isEqualTo(jdkVerifies(STATEMENT, proof));
      assertThat(certifier.verify(STATEMENT, proof)).isFalse();
    }
  }
}
