package org.quorate.conformance.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.ExplicitQuorums;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumConstruction.Specification;
import org.quorate.api.quorum.QuorumKind;

class ExplicitQuorumsTest {
  @Test
  void leavesOutWhatContainsAQuorum() {
    ExplicitQuorums system =
        of(3, 0, ReplicaSet.of(1, 2), ReplicaSet.of(1, 2, 3), ReplicaSet.of(1, 2));

    assertThat(system.quorums()).containsExactly(ReplicaSet.of(1, 2));
    assertThat(system).hasToString("mine(n=3, f=0, 1 quorums)");
  }

  /**
   * The hub with each of its spokes for 1/5 of the operations, and the rim for 2/5: 3/5 for all.
   */
  @Test
  void theLoadOfAWheelIsThatOfItsBestStrategy() {
    ExplicitQuorums wheel =
        of(
            4,
            1,
            ReplicaSet.of(1, 2),
            ReplicaSet.of(1, 3),
            ReplicaSet.of(1, 4),
            ReplicaSet.of(2, 3, 4));

    double best = 3 / 5.0;
    assertThat(wheel.figures().load()).isCloseTo(best, within(wheel.figures().error()));
    assertThat(wheel.figures().error()).isLessThan(0.02);
  }

  @Test
  void symmetricSystemsHaveAnExactLoad() {
    ExplicitQuorums majority =
        of(3, 1, ReplicaSet.of(1, 2), ReplicaSet.of(2, 3), ReplicaSet.of(1, 3));

    assertThat(majority.figures().load()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(majority.figures().error()).isZero();
  }

  @Test
  void twoQuorumsThatShareTooFewAreNamed() {
    assertThatThrownBy(() -> of(4, 0, ReplicaSet.of(1, 2), ReplicaSet.of(3, 4)))
        .isInstanceOf(ImpossibleConfigurationException.class)
        .hasMessage(
            "mine(n=4, f=0): two regular quorums must share 1 replica(s), and {r1, r2} and"
                + " {r3, r4} share 0; use larger quorums or a smaller f");
  }

  @Test
  void faultsThatHitAllQuorumsAreCounted() {
    assertThatThrownBy(() -> of(3, 1, ReplicaSet.of(1, 2), ReplicaSet.of(1, 3)))
        .isInstanceOf(ImpossibleConfigurationException.class)
        .hasMessage(
            "mine(n=3, f=1): some quorum must be free of any 1 faulty replica(s), and 1 can hit"
                + " all quorums; use f <= 0");
  }

  @Test
  void noQuorumAtAllIsRefused() {
    assertThatThrownBy(() -> of(3, 0)).isInstanceOf(ImpossibleConfigurationException.class);
    assertThatThrownBy(() -> of(3, 0, ReplicaSet.EMPTY))
        .isInstanceOf(ImpossibleConfigurationException.class);
  }

  @Test
  void replicasThatAreNotThereAreAMistakeOfTheAuthor() {
    assertThatThrownBy(() -> of(3, 0, ReplicaSet.of(3, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{r3, r4}");
  }

  private static ExplicitQuorums of(int n, int f, ReplicaSet... quorums) {
    return ExplicitQuorums.of(
        "mine", new Specification(n, f, QuorumKind.REGULAR, Map.of()), List.of(quorums));
  }
}
