package org.quorate.api.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;

class RsaPss3072ProfileTest {
  private static final long SEED = 3072;
  private static final BigInteger TOP = BigInteger.TWO.pow(3072);

  private static BigInteger p;
  private static BigInteger modulus;

  private final VerificationProfile profile = VerificationProfile.forScheme("rsa-pss-3072");

  @BeforeAll
  static void makeModulus() {
    Random random = new Random(SEED);
    p = BigInteger.probablePrime(1536, random).setBit(1534).nextProbablePrime();
    modulus = p.multiply(p.nextProbablePrime());
  }

  @Test
  void admitsAModulusOf3072Bits() {
    assertThat(modulus.bitLength()).isEqualTo(3072);
    assertThat(profile.admitsKey(key(modulus))).isTrue();
  }

  @Test
  void refusesAModulusThatProvidersDisagreeOn() {
    assertThat(profile.admitsKey(key(modulus.subtract(BigInteger.ONE)))).as("even").isFalse();
    assertThat(profile.admitsKey(key(multipleOf(751)))).as("small factor").isFalse();
    assertThat(profile.admitsKey(key(TOP.subtract(BigInteger.valueOf(47))))).as("prime").isFalse();
    assertThat(profile.admitsKey(key(modulus.shiftRight(1).setBit(0)))).as("short").isFalse();
  }

  @Test
  void refusesOtherEncodings() {
    String hex = key(modulus).toHex();
    assertThat(admitsKey(hex + "00")).as("trailing byte").isFalse();
    assertThat(admitsKey(hex.substring(0, hex.length() - 2))).as("truncated").isFalse();
    assertThat(admitsKey(hex.replaceFirst("0203010001$", "0203010003"))).as("exponent").isFalse();
    assertThat(admitsKey("308201a2300d06092a864886f70d01010105000382018f00" + hex))
        .as("SubjectPublicKeyInfo")
        .isFalse();
    assertThat(admitsKey("30830001" + hex.substring(4))).as("length with a zero").isFalse();
    assertThat(profile.admitsKey(Bytes.EMPTY)).isFalse();
  }

  @Test
  void admitsSignaturesBelowTheModulusOnly() {
    Bytes key = key(modulus);
    assertThat(profile.admitsSignature(key, number(modulus.subtract(BigInteger.ONE)))).isTrue();
    assertThat(profile.admitsSignature(key, number(BigInteger.ZERO))).isTrue();

    assertThat(profile.admitsSignature(key, number(modulus))).isFalse();
    assertThat(profile.admitsSignature(key, number(TOP.subtract(BigInteger.ONE)))).isFalse();
    assertThat(profile.admitsSignature(key, number(BigInteger.ONE).slice(1, 384))).isFalse();
    assertThat(profile.admitsSignature(key, Bytes.fromHex("00").concat(number(BigInteger.ONE))))
        .isFalse();
  }

  private boolean admitsKey(String hex) {
    return profile.admitsKey(Bytes.fromHex(hex));
  }

  /** The largest odd one of 3072 bits. */
  private static BigInteger multipleOf(int factor) {
    BigInteger divisor = BigInteger.valueOf(factor);
    BigInteger quotient = TOP.subtract(BigInteger.ONE).divide(divisor);
    return divisor.multiply(quotient.testBit(0) ? quotient : quotient.subtract(BigInteger.ONE));
  }

  private static Bytes key(BigInteger modulus) {
    return Bytes.fromHex("3082018a0282018100")
        .concat(number(modulus))
        .concat(Bytes.fromHex("0203010001"));
  }

  private static Bytes number(BigInteger number) {
    return Bytes.fromHex(String.format("%0768x", number));
  }
}
