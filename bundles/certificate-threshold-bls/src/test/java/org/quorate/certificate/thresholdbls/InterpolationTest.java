package org.quorate.certificate.thresholdbls;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;

class InterpolationTest {
  /** Small integers up to sixty replicas or so, modular coefficients beyond: both must be right. */
  @Property(tries = 60)
  void findsTheValueAtZero(@ForAll @IntRange(min = 1, max = 130) int replicas, @ForAll long seed) {
    int quorumSize = (2 * replicas + 2) / 3;
    List<BigInteger> polynomial = Fixture.sharing(quorumSize, seed);
    Interpolation interpolation = Interpolation.of(randomSet(replicas, quorumSize, seed));
    BigInteger sum =
        interpolation.numerators().entrySet().stream()
            .map(
                term ->
                    Polynomial.value(polynomial, term.getKey().number()).multiply(term.getValue()))
            .reduce(BigInteger.ZERO, BigInteger::add);
    assertThat(sum.multiply(interpolation.divisorInverse()).mod(Suite.ORDER))
        .isEqualTo(Fixture.SERVICE_SECRET);
  }

  private static ReplicaSet randomSet(int replicas, int size, long seed) {
    List<ReplicaId> all = new ArrayList<>(ReplicaSet.firstOf(replicas).toList());
    Collections.shuffle(all, new Random(seed));
    return ReplicaSet.copyOf(all.subList(0, size));
  }

  /** By hand: over {1, 2, 3} the coefficients are 3, -3, 1; over {1, 3, 4} they are 2, -2, 1. */
  @Test
  void hasTheCoefficientsOfTheTextbook() {
    assertThat(Interpolation.of(ReplicaSet.of(1, 2, 3)).numerators().values())
        .containsExactly(BigInteger.valueOf(3), BigInteger.valueOf(-3), BigInteger.ONE);
    assertThat(Interpolation.of(ReplicaSet.of(1, 3, 4)).numerators().values())
        .containsExactly(BigInteger.valueOf(2), BigInteger.valueOf(-2), BigInteger.ONE);
  }

  /** h3, h6: a fresh sharing of the same key gives the same signature, a mixture of both none. */
  @Test
  void h3_sharingsOfOneKeyGiveOneSignatureButDoNotMix() {
    Bytes message = Fixture.statement(1).encoded();
    ReplicaSet quorum = ReplicaSet.of(1, 2, 4);
    Interpolation interpolation = Interpolation.of(quorum);
    Bytes expected = Fixture.sign(Fixture.share(Fixture.sharing(3, 1), 0), message);
    for (long seed = 1; seed <= 5; seed++) {
      var shares = Fixture.signatures(Fixture.sharing(3, seed), quorum, message);
      assertThat(Bytes.wrap(interpolation.combine(shares).compress())).isEqualTo(expected);
      ReplicaSet one = ReplicaSet.of(4);
      shares.putAll(Fixture.signatures(Fixture.sharing(3, seed + 100), one, message));
      assertThat(Bytes.wrap(interpolation.combine(shares).compress())).isNotEqualTo(expected);
    }
  }
}
