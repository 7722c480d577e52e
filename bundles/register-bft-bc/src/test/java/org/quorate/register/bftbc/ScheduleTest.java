package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.conformance.lab.ThresholdQuorums;

/**
 * Random schedules. More of them: {@code -Dquorate.seeds=1000}, from {@code -Dquorate.seed}. A
 * failure names its seed.
 */
final class ScheduleTest {
  private static final int SEEDS = Integer.getInteger("quorate.seeds", 25);
  private static final int FIRST = Integer.getInteger("quorate.seed", 0);

  /** One for each mode: PBFT-BC differs by its certificates, which are symbols here. */
  static Stream<BftBcProtocol> protocols() {
    return Stream.of(BftBcProtocol.BASE, BftBcProtocol.OPTIMISED, BftBcProtocol.STRONG);
  }

  /** With as few replicas as the faults need, and with more. */
  static Stream<Arguments> setups() {
    return protocols()
        .flatMap(
            protocol ->
                Stream.of(
                        threshold(4, 1),
                        threshold(5, 1),
                        threshold(6, 1),
                        threshold(7, 2),
                        threshold(8, 2),
                        new SplitQuorums())
                    .map(quorums -> Arguments.of(protocol, quorums)));
  }

  private static QuorumSystem threshold(int replicas, int faults) {
    return new ThresholdQuorums(replicas, faults, QuorumKind.DISSEMINATION);
  }

  @ParameterizedTest
  @MethodSource("setups")
  void everythingHolds(BftBcProtocol protocol, QuorumSystem quorums) {
    for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
      Campaign campaign = new Campaign(protocol, quorums, seed).run();
      assertThat(campaign.violations)
          .as("%s, %s, seed %d", protocol.name(), quorums, seed)
          .isEqualTo(List.of());
    }
  }

  /**
   * What the schedules are there for happens in them, or that everything holds would mean little.
   */
  @ParameterizedTest
  @MethodSource("protocols")
  void replicasCrashWithAndWithoutLostTailsAndEqualValuesAreWritten(BftBcProtocol protocol) {
    List<Campaign.Reached> all =
        IntStream.range(0, 25)
            .mapToObj(seed -> new Campaign(protocol, threshold(4, 1), seed).run().reached())
            .toList();
    assertThat(all).anyMatch(run -> run.tailsLost() > 0);
    assertThat(all).anyMatch(run -> run.crashes() > run.tailsLost());
    assertThat(all).anyMatch(Campaign.Reached::equalValues);
    assertThat(all).anyMatch(run -> run.lurking() > 0);
  }
}
