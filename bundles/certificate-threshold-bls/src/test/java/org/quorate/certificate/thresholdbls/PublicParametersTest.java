package org.quorate.certificate.thresholdbls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;
import supranational.blst.P2_Affine;

class PublicParametersTest {
  private final PublicParameters good = Fixture.parameters(Fixture.sharing(5, 1), 7, 5);

  private static void assertRefused(PublicParameters parameters) {
    assertThatThrownBy(() -> PublicParameters.parse(parameters.encoded(), 7, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sharing of the service key");
  }

  @Test
  void hasTheDocumentedLength() {
    Bytes encoded = good.encoded();
    assertThat(encoded.length()).isEqualTo(2 + 2 + 96 + 7 * 96);
    assertThat(encoded.slice(0, 4).toHex()).isEqualTo("00070005");
    assertThat(PublicParameters.parse(encoded, 7, 5).encoded()).isEqualTo(encoded);
  }

  @Test
  void refusesKeysThatAreNoSharing() {
    List<P2_Affine> swapped = new ArrayList<>(good.verificationKeys());
    Collections.swap(swapped, 2, 6);
    assertRefused(new PublicParameters(5, good.serviceKey(), swapped));
    assertRefused(new PublicParameters(5, good.verificationKeys().get(0), good.verificationKeys()));
  }

  /** A sharing of a higher degree would need more shares than a quorum has. */
  @Test
  void refusesAPolynomialOfAHigherDegree() {
    assertRefused(Fixture.parameters(Fixture.sharing(6, 1), 7, 5));
  }

  /** The other way round it is one of degree 4, too: fewer would combine, but all keys fit. */
  @Test
  void takesEveryPolynomialOfALowerDegree() {
    Bytes lower = Fixture.parameters(Fixture.sharing(4, 1), 7, 5).encoded();
    assertThat(PublicParameters.parse(lower, 7, 5).encoded()).isEqualTo(lower);
  }

  @Test
  void refusesASecretThatIsNoNumberBelowR() {
    assertThatThrownBy(() -> SecretShare.parse(SecretShare.encode(BigInteger.ZERO)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SecretShare.parse(SecretShare.encode(Suite.ORDER)))
        .isInstanceOf(IllegalArgumentException.class);
    BigInteger largest = Suite.ORDER.subtract(BigInteger.ONE);
    assertThat(SecretShare.parse(SecretShare.encode(largest)).publicKey().is_inf()).isFalse();
  }
}
