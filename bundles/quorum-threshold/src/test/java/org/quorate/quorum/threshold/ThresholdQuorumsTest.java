package org.quorate.quorum.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumConstruction.Specification;
import org.quorate.api.quorum.QuorumFigures;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;

class ThresholdQuorumsTest {
  /**
   * Written by hand: a row for n = 1 to 16, a column for f = 0 to 7, 0 where there is no system.
   */
  private static final int[][] REGULAR = {
    {1},
    {2},
    {2, 2},
    {3, 3},
    {3, 3, 3},
    {4, 4, 4},
    {4, 4, 4, 4},
    {5, 5, 5, 5},
    {5, 5, 5, 5, 5},
    {6, 6, 6, 6, 6},
    {6, 6, 6, 6, 6, 6},
    {7, 7, 7, 7, 7, 7},
    {7, 7, 7, 7, 7, 7, 7},
    {8, 8, 8, 8, 8, 8, 8},
    {8, 8, 8, 8, 8, 8, 8, 8},
    {9, 9, 9, 9, 9, 9, 9, 9},
  };

  private static final int[][] DISSEMINATION = {
    {1},
    {2},
    {2},
    {3, 3},
    {3, 4},
    {4, 4},
    {4, 5, 5},
    {5, 5, 6},
    {5, 6, 6},
    {6, 6, 7, 7},
    {6, 7, 7, 8},
    {7, 7, 8, 8},
    {7, 8, 8, 9, 9},
    {8, 8, 9, 9, 10},
    {8, 9, 9, 10, 10},
    {9, 9, 10, 10, 11, 11},
  };

  private static final int[][] MASKING = {
    {1},
    {2},
    {2},
    {3},
    {3, 4},
    {4, 5},
    {4, 5},
    {5, 6},
    {5, 6, 7},
    {6, 7, 8},
    {6, 7, 8},
    {7, 8, 9},
    {7, 8, 9, 10},
    {8, 9, 10, 11},
    {8, 9, 10, 11},
    {9, 10, 11, 12},
  };

  @Test
  void sizesAreThoseOfTheTable() {
    sizesAre(QuorumKind.REGULAR, REGULAR);
    sizesAre(QuorumKind.DISSEMINATION, DISSEMINATION);
    sizesAre(QuorumKind.MASKING, MASKING);
  }

  private static void sizesAre(QuorumKind kind, int[][] table) {
    for (int n = 1; n <= 16; n++) {
      int[] sizes = table[n - 1];
      for (int f = 0; f < n; f++) {
        Specification specification = new Specification(n, f, kind, Map.of());
        if (f < sizes.length) {
          assertThat(
                  new ThresholdConstruction().build(specification).thresholdSize(QuorumRole.READ))
              .as("%s", specification)
              .isEqualTo(OptionalInt.of(sizes[f]));
        } else {
          assertThatThrownBy(() -> new ThresholdConstruction().build(specification))
              .as("%s", specification)
              .isInstanceOf(ImpossibleConfigurationException.class);
        }
      }
    }
  }

  @Test
  void refusalsQuoteThePropertyAndNameTheNearestChoice() {
    assertThatThrownBy(() -> new ThresholdQuorums(3, 1, QuorumKind.DISSEMINATION))
        .isInstanceOf(ImpossibleConfigurationException.class)
        .hasMessage(
            "n=3 with f=1: two dissemination quorums must share 2 replica(s), which takes q=3, and"
                + " some quorum must be free of any 1 faulty replica(s), which leaves 2; use n >= 4"
                + " or f <= 0");
    assertThatThrownBy(() -> new ThresholdQuorums(4, 1, QuorumKind.MASKING))
        .hasMessageEndingWith("use n >= 5 or f <= 0");
    assertThatThrownBy(() -> new ThresholdQuorums(6, 3, QuorumKind.REGULAR))
        .hasMessageEndingWith("use n >= 7 or f <= 2");
  }

  @Test
  void figuresOfTheSmallestByzantineSystem() {
    QuorumFigures figures = system(4, 1).figures();
    assertThat(figures.smallestQuorum()).isEqualTo(3);
    assertThat(figures.smallestIntersection()).isEqualTo(2);
    assertThat(figures.smallestTransversal()).isEqualTo(2);
    assertThat(figures.load()).isEqualTo(0.75);
    assertThat(figures.error()).isZero();
    // 1 - 0.9^4 - 4 * 0.1 * 0.9^3
    assertThat(figures.failureProbability().applyAsDouble(0.1)).isCloseTo(0.0523, within(1e-12));
  }

  @Test
  void failureProbabilityOfThousandsOfReplicasNeitherUnderflowsNorExceedsOne() {
    QuorumFigures figures = system(4096, 1365).figures();
    assertThat(figures.failureProbability().applyAsDouble(0.01)).isBetween(0.0, 1e-300);
    assertThat(figures.failureProbability().applyAsDouble(0.5)).isBetween(0.999999, 1.0);
    assertThat(figures.failureProbability().applyAsDouble(1365.0 / 4096)).isBetween(0.4, 0.6);
    assertThatThrownBy(() -> figures.failureProbability().applyAsDouble(1.1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysWhatItIs() {
    assertThat(system(4, 1)).hasToString("threshold(n=4, f=1, q=3)");
  }

  private static QuorumSystem system(int n, int f) {
    return new ThresholdQuorums(n, f, QuorumKind.DISSEMINATION);
  }
}
