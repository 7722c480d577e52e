package org.quorate.api.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.api.crypto.SlowEdwards25519.P;
import static org.quorate.api.crypto.SlowEdwards25519.littleEndian;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Against {@link BigInteger}, often at the ends of limbs and of the field. */
class Field25519Test {
  @Property
  void addsAndSubtracts(@ForAll("numbers") BigInteger a, @ForAll("numbers") BigInteger b) {
    assertSame(element(a).plus(element(b)), a.add(b));
    assertSame(element(a).minus(element(b)), a.subtract(b));
  }

  @Property
  void multiplies(@ForAll("numbers") BigInteger a, @ForAll("numbers") BigInteger b) {
    assertSame(element(a).times(element(b)), a.multiply(b));
    assertSame(element(a).squared(), a.multiply(a));
  }

  @Property
  void keepsItsLimbsSmallInLongSums(
      @ForAll("numbers") BigInteger a, @ForAll("numbers") BigInteger b) {
    Field25519 sum = element(a);
    BigInteger expected = a;
    for (int i = 0; i < 50; i++) {
      sum = sum.plus(sum).minus(element(b)).squared();
      expected = expected.add(expected).subtract(b).pow(2).mod(P);
    }
    assertSame(sum, expected);
  }

  @Property(tries = 200)
  void findsSquareRootsOfSquaresOnly(
      @ForAll("numbers") BigInteger a, @ForAll("units") BigInteger d) {
    BigInteger ratio = a.multiply(d.modInverse(P)).mod(P);
    var root = element(a).squareRootOfRatio(element(d));
    assertThat(root.isPresent()).isEqualTo(SlowEdwards25519.isSquare(ratio));
    root.ifPresent(found -> assertSame(found.squared(), ratio));
  }

  @Property(tries = 200)
  void knowsFourthPowers(@ForAll("units") BigInteger a) {
    assertThat(element(a.pow(4).mod(P)).isFourthPower()).isTrue();
    assertThat(element(a).isFourthPower())
        .isEqualTo(a.modPow(P.shiftRight(2), P).equals(BigInteger.ONE));
  }

  @Test
  void zeroIsNoFourthPower() {
    assertThat(Field25519.of(0).isFourthPower()).isFalse();
  }

  @Test
  void takesNumbersBelowPOnly() {
    for (int i = 1; i <= 19; i++) {
      BigInteger offset = BigInteger.valueOf(i);
      assertThat(Field25519.ofCanonical(littleEndian(P.subtract(offset)))).isPresent();
      assertThat(Field25519.ofCanonical(littleEndian(P.add(offset).subtract(BigInteger.ONE))))
          .isEmpty();
    }
  }

  @Provide
  Arbitrary<BigInteger> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.bigIntegers().between(BigInteger.ZERO, P.subtract(BigInteger.ONE)),
        Arbitraries.of(List.of(51, 102, 153, 204, 255))
            .flatMap(
                bits ->
                    Arbitraries.integers()
                        .between(-40, 40)
                        .map(i -> BigInteger.TWO.pow(bits).add(BigInteger.valueOf(i)).mod(P))));
  }

  @Provide
  Arbitrary<BigInteger> units() {
    return numbers().filter(number -> number.signum() != 0);
  }

  private static Field25519 element(BigInteger number) {
    return Field25519.ofCanonical(littleEndian(number)).orElseThrow();
  }

  private static void assertSame(Field25519 actual, BigInteger expected) {
    assertThat(actual.minus(element(expected.mod(P))).isZero()).isTrue();
    assertThat(actual.minus(element(expected.add(BigInteger.ONE).mod(P))).isZero()).isFalse();
  }
}
