package org.quorate.certificate.thresholdbls;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.crypto.bls.BLS12_381G1;
import org.bouncycastle.crypto.bls.BLS12_381G2;
import org.bouncycastle.crypto.bls.BLS12_381G2Point;
import org.bouncycastle.crypto.bls.BLS12_381Pairing;
import org.bouncycastle.crypto.bls.BLS12_381Serialization;
import org.bouncycastle.crypto.bls.Fp12Element;
import org.bouncycastle.crypto.hash2curve.HashToCurveProfile;
import org.bouncycastle.crypto.hash2curve.HashToEllipticCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaSet;
import supranational.blst.P1_Affine;

/** The same mathematics by an implementation that shares no code with blst. */
class BouncyCastleOracleTest {
  private final List<BigInteger> polynomial = Fixture.sharing(3, 1);
  private final Bytes message = Fixture.statement(7).encoded();

  private static ECPoint hash(Bytes message) {
    return HashToEllipticCurve.getInstance(
            HashToCurveProfile.BLS12_381_G1_XMD_SHA_256_SSWU_RO, Suite.DOMAIN)
        .hashToCurve(message.toByteArray());
  }

  private static ECPoint signature(P1_Affine signature) {
    return BLS12_381Serialization.decompressG1(signature.compress(), BLS12_381G1.createCurve());
  }

  private static boolean verifies(ECPoint signature, ECPoint hash, BLS12_381G2Point key) {
    return BLS12_381Pairing.multiPair(
            new ECPoint[] {signature, hash.negate()},
            new BLS12_381G2Point[] {BLS12_381G2.getGenerator(), key})
        .equals(Fp12Element.ONE);
  }

  @Test
  void itHashesToTheSamePoint() {
    assertThat(BLS12_381Serialization.compressG1(hash(message).normalize()))
        .isEqualTo(Suite.hash(message, Suite.DOMAIN).compress());
  }

  @Test
  void itVerifiesWhatSharesCombineTo() {
    ReplicaSet quorum = ReplicaSet.of(1, 3, 4);
    P1_Affine combined =
        Interpolation.of(quorum).combine(Fixture.signatures(polynomial, quorum, message));
    BLS12_381G2Point key =
        BLS12_381Serialization.decompressG2(Fixture.share(polynomial, 0).publicKey().compress());
    assertThat(verifies(signature(combined), hash(message), key)).isTrue();
    assertThat(verifies(signature(combined), hash(Fixture.statement(8).encoded()), key)).isFalse();
  }

  @Test
  void itSignsTheSame() {
    ECPoint signed = hash(message).multiply(Fixture.SERVICE_SECRET).normalize();
    assertThat(BLS12_381Serialization.compressG1(signed))
        .isEqualTo(Fixture.sign(Fixture.share(polynomial, 0), message).toByteArray());
    BLS12_381G2Point key = BLS12_381G2.getGenerator().multiply(Fixture.SERVICE_SECRET);
    assertThat(BLS12_381Serialization.compressG2(key))
        .isEqualTo(Fixture.share(polynomial, 0).publicKey().compress());
  }
}
