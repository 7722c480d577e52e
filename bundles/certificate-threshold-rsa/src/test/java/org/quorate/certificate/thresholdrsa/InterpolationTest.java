package org.quorate.certificate.thresholdrsa;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;

class InterpolationTest {
  /** Over the integers: no modulus may be needed anywhere, since replicas know none. */
  @Property(tries = 60)
  void findsTheMultipleOfTheValue(
      @ForAll @IntRange(min = 1, max = 60) int replicas,
      @ForAll @IntRange(min = 0, max = 60) int at,
      @ForAll long seed) {
    Random random = new Random(seed);
    int quorumSize = (2 * replicas + 2) / 3;
    List<BigInteger> polynomial =
        Stream.generate(() -> new BigInteger(100, random)).limit(quorumSize).toList();
    List<ReplicaId> all = new ArrayList<>(ReplicaSet.firstOf(replicas).toList());
    Collections.shuffle(all, random);
    ReplicaSet set = ReplicaSet.copyOf(all.subList(0, quorumSize));

    Interpolation interpolation = Interpolation.at(at, set);
    BigInteger sum =
        interpolation.numerators().entrySet().stream()
            .map(term -> Dealer.value(polynomial, term.getKey().number()).multiply(term.getValue()))
            .reduce(BigInteger.ZERO, BigInteger::add);
    assertThat(sum).isEqualTo(interpolation.divisor().multiply(Dealer.value(polynomial, at)));
    assertThat(new PublicKey(BigInteger.ONE, replicas).delta().mod(interpolation.divisor()))
        .as("the divisor divides n!, so that no prime in it exceeds n")
        .isEqualTo(BigInteger.ZERO);
  }

  /** By hand: over {1, 2, 4} at 0 the coefficients are 8/3, -2 and 1/3. */
  @Test
  void hasTheCoefficientsOfTheTextbook() {
    Interpolation interpolation = Interpolation.at(0, ReplicaSet.of(1, 2, 4));
    assertThat(interpolation.divisor()).isEqualTo(BigInteger.valueOf(3));
    assertThat(interpolation.numerators().values())
        .containsExactly(BigInteger.valueOf(8), BigInteger.valueOf(-6), BigInteger.ONE);
  }
}
