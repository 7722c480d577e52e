package org.quorate.certificate.thresholdrsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;

class PublicParametersTest {
  private static final int BITS = 512;

  private final PublicParameters good = new Fixture(BITS, 7, 5).parameters;

  private static void assertRefused(PublicParameters parameters) {
    assertThatThrownBy(() -> PublicParameters.parse(parameters.encoded(), BITS, 7, 5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private PublicParameters with(PublicKey key, BigInteger base, List<BigInteger> keys) {
    return new PublicParameters(key, 5, base, keys);
  }

  @Test
  void hasTheDocumentedLength() {
    Bytes encoded = good.encoded();
    assertThat(encoded.length()).isEqualTo(2 + 2 + 9 * BITS / 8);
    assertThat(encoded.slice(0, 4).toHex()).isEqualTo("00070005");
    assertThat(PublicParameters.parse(encoded, BITS, 7, 5).encoded()).isEqualTo(encoded);
  }

  @Test
  void refusesKeysThatAreNoSharing() {
    for (int i = 1; i < 7; i++) {
      List<BigInteger> swapped = new ArrayList<>(good.verificationKeys());
      Collections.swap(swapped, 0, i);
      assertRefused(with(good.key(), good.base(), swapped));
    }
    BigInteger otherBase = good.base().multiply(BigInteger.TWO).mod(good.key().modulus());
    assertRefused(with(good.key(), otherBase, good.verificationKeys()));
  }

  @Test
  void refusesAnotherModulus() {
    PublicKey longer = new PublicKey(good.key().modulus().add(BigInteger.TWO), 7);
    assertRefused(with(longer, good.base(), good.verificationKeys()));
    PublicKey even = new PublicKey(good.key().modulus().subtract(BigInteger.ONE), 7);
    assertRefused(with(even, good.base(), good.verificationKeys()));
    PublicKey shorter = new PublicKey(good.key().modulus().shiftRight(1).setBit(0), 7);
    assertRefused(with(shorter, good.base(), good.verificationKeys()));
  }

  @Test
  void refusesAKeyThatIsNoUnit() {
    assertRefused(with(good.key(), BigInteger.ZERO, good.verificationKeys()));
  }
}
