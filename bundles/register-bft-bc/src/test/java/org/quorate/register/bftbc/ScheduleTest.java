package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

  static Stream<Arguments> setups() {
    return Stream.of(
            BftBcProtocol.BASE,
            BftBcProtocol.OPTIMISED,
            BftBcProtocol.STRONG,
            BftBcProtocol.PROACTIVE)
        .flatMap(
            protocol ->
                Stream.of(threshold(4, 1), threshold(7, 2), threshold(6, 1), new SplitQuorums())
                    .map(quorums -> Arguments.of(protocol, quorums)));
  }

  private static QuorumSystem threshold(int replicas, int faults) {
    return new ThresholdQuorums(replicas, faults, QuorumKind.DISSEMINATION);
  }

  @ParameterizedTest
  @MethodSource("setups")
  void everythingHolds(BftBcProtocol protocol, QuorumSystem quorums) {
    for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
      Campaign campaign = new Campaign(protocol, protocol.mode(), quorums, seed).run();
      assertThat(campaign.violations)
          .as("%s, %s, seed %d", protocol.name(), quorums, seed)
          .isEqualTo(List.of());
    }
  }
}
