package org.quorate.api.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.api.crypto.SlowEdwards25519.L;
import static org.quorate.api.crypto.SlowEdwards25519.littleEndian;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.quorate.api.crypto.SlowEdwards25519.Point;
import org.quorate.api.model.Bytes;

class Ed25519ProfileTest {
  private static final Bytes POINT = Point.BASE.times(BigInteger.valueOf(25519)).encoded();
  private static final Bytes SCALAR = littleEndian(L.subtract(BigInteger.ONE));

  private final VerificationProfile profile = VerificationProfile.forScheme("ed25519");

  @Test
  void admitsPointsOfOrderLAndScalarsBelowL() {
    assertThat(profile.admitsKey(POINT)).isTrue();
    assertThat(profile.admitsSignature(POINT, POINT.concat(SCALAR))).isTrue();
    assertThat(profile.admitsSignature(POINT, POINT.concat(littleEndian(BigInteger.ZERO))))
        .isTrue();
  }

  @Test
  void refusesScalarsFromLOn() {
    assertThat(profile.admitsSignature(POINT, POINT.concat(littleEndian(L)))).isFalse();
    BigInteger largest = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
    assertThat(profile.admitsSignature(POINT, POINT.concat(littleEndian(largest)))).isFalse();
  }

  /** With such an R, and only then, the equations with and without the cofactor differ. */
  @Test
  void refusesTorsionInKeyAndInR() {
    for (Point torsion : SlowEdwards25519.torsion().subList(1, 8)) {
      Bytes mixed = Point.BASE.plus(torsion).encoded();
      assertThat(profile.admitsKey(mixed)).isFalse();
      assertThat(profile.admitsSignature(POINT, mixed.concat(SCALAR))).isFalse();
      assertThat(profile.admitsKey(torsion.encoded())).isFalse();
      assertThat(profile.admitsSignature(POINT, torsion.encoded().concat(SCALAR))).isFalse();
    }
  }

  @Test
  void refusesOtherLengths() {
    Bytes zero = Bytes.fromHex("00");
    assertThat(profile.admitsKey(POINT.concat(zero))).isFalse();
    assertThat(profile.admitsKey(POINT.slice(0, 31))).isFalse();
    assertThat(profile.admitsKey(Bytes.EMPTY)).isFalse();
    Bytes signature = POINT.concat(SCALAR);
    assertThat(profile.admitsSignature(POINT, signature.concat(zero))).isFalse();
    assertThat(profile.admitsSignature(POINT, signature.slice(0, 63))).isFalse();
    assertThat(profile.admitsSignature(POINT, Bytes.EMPTY)).isFalse();
  }
}
