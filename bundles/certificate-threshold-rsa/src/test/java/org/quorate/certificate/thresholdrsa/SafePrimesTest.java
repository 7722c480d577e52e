package org.quorate.certificate.thresholdrsa;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SafePrimesTest {
  @Property(tries = 20)
  void findsSafePrimesOfThatLength(@ForAll @IntRange(min = 64, max = 192) int bits) {
    BigInteger prime = SafePrimes.random(bits, new SecureRandom());
    assertThat(prime.bitLength()).isEqualTo(bits);
    assertThat(prime.testBit(bits - 2)).isTrue();
    assertThat(prime.isProbablePrime(100)).isTrue();
    assertThat(prime.shiftRight(1).isProbablePrime(100)).isTrue();
    assertThat(prime.multiply(prime).bitLength()).isEqualTo(2 * bits);
  }
}
