package org.quorate.api.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;

class EcdsaP256ProfileTest {
  /** The generator, SP 800-186, 3.2.1.3. */
  private static final String X =
      "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";

  private static final String Y =
      "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
  private static final BigInteger P =
      BigInteger.TWO
          .pow(256)
          .subtract(BigInteger.TWO.pow(224))
          .add(BigInteger.TWO.pow(192))
          .add(BigInteger.TWO.pow(96))
          .subtract(BigInteger.ONE);
  private static final BigInteger N =
      new BigInteger(
          "115792089210356248762697446949407573529996955224135760342422259061068512044369");
  private static final Bytes KEY = Bytes.fromHex("04" + X + Y);

  private final VerificationProfile profile = VerificationProfile.forScheme("ecdsa-p256");

  @Test
  void admitsAPointOnTheCurve() {
    assertThat(profile.admitsKey(KEY)).isTrue();
  }

  @Test
  void refusesOtherFormsOfThePoint() {
    assertThat(profile.admitsKey(Bytes.fromHex("03" + X))).as("compressed").isFalse();
    assertThat(profile.admitsKey(Bytes.fromHex("07" + X + Y))).as("hybrid").isFalse();
    assertThat(profile.admitsKey(Bytes.fromHex("00"))).as("infinity").isFalse();
    assertThat(profile.admitsKey(KEY.concat(Bytes.fromHex("00")))).as("trailing byte").isFalse();
    assertThat(profile.admitsKey(Bytes.EMPTY)).isFalse();
  }

  @Test
  void refusesAPointOffTheCurve() {
    assertThat(profile.admitsKey(Bytes.fromHex("04" + Y + X))).isFalse();
    assertThat(profile.admitsKey(Bytes.fromHex("04" + "00".repeat(64)))).isFalse();
  }

  @Test
  void refusesACoordinateThatIsNotReduced() {
    // x = 5 is on the curve, and 5 + p fits into 32 bytes.
    BigInteger five = BigInteger.valueOf(5);
    BigInteger b =
        new BigInteger(
            "41058363725152142129326129780047268409114441015993725554835256314039467401291");
    BigInteger square = five.pow(3).subtract(five.multiply(BigInteger.valueOf(3))).add(b);
    BigInteger y = square.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
    assertThat(profile.admitsKey(Bytes.fromHex("04" + hex(five) + hex(y)))).isTrue();
    assertThat(profile.admitsKey(Bytes.fromHex("04" + hex(five.add(P)) + hex(y)))).isFalse();
  }

  @Test
  void admitsEachRangeToItsEnds() {
    BigInteger rMin = P.subtract(N);
    BigInteger sMax = N.shiftRight(1);
    assertThat(admits(rMin, BigInteger.ONE)).isTrue();
    assertThat(admits(N.subtract(BigInteger.ONE), sMax)).isTrue();

    assertThat(admits(rMin.subtract(BigInteger.ONE), BigInteger.ONE)).isFalse();
    assertThat(admits(BigInteger.ZERO, BigInteger.ONE)).isFalse();
    assertThat(admits(N, BigInteger.ONE)).isFalse();
    assertThat(admits(rMin, BigInteger.ZERO)).isFalse();
    assertThat(admits(rMin, sMax.add(BigInteger.ONE))).as("high s").isFalse();
    assertThat(admits(rMin, N.add(BigInteger.ONE))).isFalse();
  }

  @Test
  void refusesOtherLengths() {
    Bytes signature = Bytes.fromHex(hex(N.shiftRight(1)) + hex(BigInteger.ONE));
    assertThat(profile.admitsSignature(KEY, signature)).isTrue();
    assertThat(profile.admitsSignature(KEY, signature.concat(Bytes.fromHex("00")))).isFalse();
    assertThat(profile.admitsSignature(KEY, signature.slice(0, 63))).isFalse();
    assertThat(profile.admitsSignature(KEY, Bytes.EMPTY)).isFalse();
  }

  private boolean admits(BigInteger r, BigInteger s) {
    return profile.admitsSignature(KEY, Bytes.fromHex(hex(r) + hex(s)));
  }

  private static String hex(BigInteger number) {
    return String.format("%064x", number);
  }
}
