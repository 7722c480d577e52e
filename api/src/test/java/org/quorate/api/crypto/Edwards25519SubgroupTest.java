package org.quorate.api.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.api.crypto.SlowEdwards25519.L;
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
import org.quorate.api.crypto.SlowEdwards25519.Point;
import org.quorate.api.model.Bytes;

class Edwards25519SubgroupTest {
  private static final List<Point> TORSION = SlowEdwards25519.torsion();

  /** The group is the direct product, so every point is one of these. */
  @Property(tries = 100)
  void containsExactlyThePointsWithoutTorsion(@ForAll("scalars") BigInteger scalar) {
    Point point = Point.BASE.times(scalar);
    for (int i = 0; i < TORSION.size(); i++) {
      Bytes encoded = point.plus(TORSION.get(i)).encoded();
      assertThat(Edwards25519Subgroup.contains(encoded)).as("torsion %d", i).isEqualTo(i == 0);
    }
  }

  @Test
  void theOracleKnowsTheGroup() {
    assertThat(Point.BASE.times(L)).isEqualTo(Point.NEUTRAL);
    assertThat(TORSION).doesNotHaveDuplicates().hasSize(8);
    assertThat(TORSION)
        .allSatisfy(t -> assertThat(t.times(BigInteger.valueOf(8))).isEqualTo(Point.NEUTRAL));
  }

  @Test
  void containsNoPointOfSmallOrder() {
    assertThat(TORSION).noneMatch(t -> Edwards25519Subgroup.contains(t.encoded()));
  }

  @Property(tries = 200)
  void containsNothingThatIsNoPoint(@ForAll("coordinates") BigInteger y) {
    if (!SlowEdwards25519.isOnCurve(y)) {
      assertThat(Edwards25519Subgroup.contains(littleEndian(y))).isFalse();
    }
  }

  /** Those below 2^255; as it happens, no point of order L is among them even when reduced. */
  @Test
  void containsNoNumberThatIsNotReduced() {
    for (int i = 0; i < 19; i++) {
      BigInteger y = BigInteger.valueOf(i);
      assertThat(Edwards25519Subgroup.contains(littleEndian(y.add(P)))).isFalse();
    }
  }

  @Provide
  Arbitrary<BigInteger> scalars() {
    return Arbitraries.bigIntegers().between(BigInteger.ONE, L.subtract(BigInteger.ONE));
  }

  @Provide
  Arbitrary<BigInteger> coordinates() {
    return Arbitraries.bigIntegers().between(BigInteger.ZERO, P.subtract(BigInteger.ONE));
  }
}
