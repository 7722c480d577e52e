package org.quorate.quorum.weighted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumConstruction.Specification;
import org.quorate.api.quorum.QuorumFigures;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.conformance.quorum.QuorumExam;

class WeightedQuorumsTest {
  private static final double DOWN = 0.01;

  /** Gifford 1979, the table of three file suites: blocking probabilities to two digits. */
  @Test
  void giffordsExamples() {
    blocks(new int[] {1, 0, 0}, 1, 1, 1.0e-2, 1.0e-2);
    blocks(new int[] {2, 1, 1}, 2, 3, 2.0e-4, 1.0e-2);
    blocks(new int[] {1, 1, 1}, 1, 3, 1.0e-6, 3.0e-2);
  }

  private static void blocks(int[] votes, int read, int write, double reads, double writes) {
    WeightedQuorums system =
        build(votes, 0, QuorumKind.REGULAR, Map.of("read", "" + read, "write", "" + write));
    assertThat(system.blockingProbability(QuorumRole.READ, DOWN))
        .isCloseTo(reads, within(reads * 0.02));
    assertThat(system.blockingProbability(QuorumRole.WRITE, DOWN))
        .isCloseTo(writes, within(writes * 0.02));
    assertThat(system.figures().failureProbability().applyAsDouble(DOWN))
        .isEqualTo(system.blockingProbability(QuorumRole.WRITE, DOWN));
  }

  @Test
  void defaultsAreTheLeastThatWillDo() {
    assertThat(build(new int[] {1, 1, 1, 1}, 1, QuorumKind.DISSEMINATION, Map.of()))
        .hasToString("weighted(votes=[1, 1, 1, 1], f=1, read=3, write=3)");
    assertThat(build(new int[] {2, 1, 1}, 0, QuorumKind.REGULAR, Map.of()))
        .hasToString("weighted(votes=[2, 1, 1], f=0, read=2, write=3)");
    assertThat(build(new int[] {2, 1, 1}, 0, QuorumKind.REGULAR, Map.of("read", "1")))
        .hasToString("weighted(votes=[2, 1, 1], f=0, read=1, write=4)");
    assertThat(build(new int[] {2, 1, 1}, 0, QuorumKind.REGULAR, Map.of("write", "4")))
        .hasToString("weighted(votes=[2, 1, 1], f=0, read=1, write=4)");
  }

  @Test
  void refusalsQuoteThePropertyAndNameTheNearestChoice() {
    assertThatThrownBy(() -> build(new int[] {3, 1, 1, 1}, 1, QuorumKind.DISSEMINATION, Map.of()))
        .isInstanceOf(ImpossibleConfigurationException.class)
        .hasMessage(
            "votes [3, 1, 1, 1] with f=1: dissemination quorums must share 2 replica(s), so the"
                + " votes shared must exceed the 3 of the 1 heaviest, which takes write >= 5 of"
                + " 6 votes, and some quorum must be free of any 1 faulty replica(s), which may"
                + " leave only 3; give the heaviest replicas fewer votes, use more replicas, or f"
                + " <= 0");
    assertThatThrownBy(
            () -> build(new int[] {2, 1, 1}, 0, QuorumKind.REGULAR, Map.of("write", "2")))
        .hasMessageEndingWith("use write >= 3");
    assertThatThrownBy(
            () ->
                build(
                    new int[] {2, 1, 1}, 0, QuorumKind.REGULAR, Map.of("read", "1", "write", "3")))
        .hasMessageEndingWith("use read >= 2");
  }

  /** With equal votes any q replicas are a quorum, 667 to read and 668 to write: L = q/n. */
  @Test
  void equalVotesOfThousandsOfReplicasHaveTheLoadOfThresholdQuorums() {
    int[] votes = new int[1001];
    Arrays.fill(votes, 2);
    QuorumFigures figures = build(votes, 333, QuorumKind.DISSEMINATION, Map.of()).figures();
    assertThat(figures.smallestQuorum()).isEqualTo(667);
    assertThat(figures.load()).isCloseTo((667 + 668) / 2.0 / 1001, within(1e-9));
    assertThat(figures.error()).isZero();
  }

  @Test
  void manyDifferentVotesStillHaveAnExactLoad() {
    int[] votes = new int[60];
    Arrays.setAll(votes, i -> 30 + i);
    QuorumFigures figures = build(votes, 4, QuorumKind.MASKING, Map.of()).figures();
    assertThat(figures.error()).isZero();
    assertThat(figures.load())
        .isGreaterThanOrEqualTo((double) figures.smallestQuorum() / votes.length);
  }

  @Test
  void theErrorIsStatedWhereExactFiguresWouldTakeTooLong() {
    int[] votes = new int[4096];
    Arrays.setAll(votes, i -> 1 + i % 3);
    votes[0] = 50;
    QuorumFigures figures = build(votes, 100, QuorumKind.DISSEMINATION, Map.of()).figures();
    assertThat(figures.error()).isBetween(0.0, 0.5);
    assertThat(figures.load() - figures.error()).isPositive();
  }

  /** Whatever the votes: the vote conditions promise no more than brute force finds. */
  @Property(tries = 60)
  void anyVotesThatAreTakenPassTheExam(
      @ForAll @Size(min = 2, max = 8) List<@IntRange(min = 0, max = 9) Integer> votes,
      @ForAll @IntRange(min = 0, max = 2) int f,
      @ForAll QuorumKind kind) {
    Assume.that(f < votes.size());
    WeightedQuorums system;
    try {
      system = build(votes.stream().mapToInt(i -> i).toArray(), f, kind, Map.of());
    } catch (ImpossibleConfigurationException refused) {
      Assume.that(false);
      return;
    }
    QuorumExam exam = new QuorumExam(system);
    exam.intersectsAsPromised();
    exam.survivesAnyFaults();
    exam.tellsItsThresholdSize();
    exam.figuresCountTheSets();
    exam.figuresBoundTheLoad();
    assertThat(system.figures().error()).isZero();
  }

  private static WeightedQuorums build(
      int[] votes, int f, QuorumKind kind, Map<String, String> thresholds) {
    Map<String, String> options = new HashMap<>(thresholds);
    options.put(
        "votes", Arrays.stream(votes).mapToObj(String::valueOf).collect(Collectors.joining(",")));
    return (WeightedQuorums)
        new WeightedConstruction().build(new Specification(votes.length, f, kind, options));
  }
}
