package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random schedules. More of them: {@code -Dquorate.seeds=1000}, from {@code -Dquorate.seed}. A
 * failure names its seed.
 */
final class ScheduleTest {
  private static final int SEEDS = Integer.getInteger("quorate.seeds", 25);
  private static final int FIRST = Integer.getInteger("quorate.seed", 0);

  /** A protocol and the size of the system. */
  record Setup(BftBcProtocol protocol, int replicas, int faults) {
    @Override
    public String toString() {
      return protocol.name() + ", n=" + replicas + ", f=" + faults;
    }
  }

  static Stream<Setup> setups() {
    return Stream.of(
            BftBcProtocol.BASE,
            BftBcProtocol.OPTIMISED,
            BftBcProtocol.STRONG,
            BftBcProtocol.PROACTIVE)
        .flatMap(
            protocol ->
                Stream.of(
                    new Setup(protocol, 4, 1),
                    new Setup(protocol, 7, 2),
                    new Setup(protocol, 6, 1)));
  }

  @ParameterizedTest
  @MethodSource("setups")
  void everythingHolds(Setup setup) {
    for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
      Campaign campaign =
          new Campaign(
                  setup.protocol(), setup.protocol().mode(), setup.replicas(), setup.faults(), seed)
              .run();
      assertThat(campaign.violations).as("%s, seed %d", setup, seed).isEqualTo(List.of());
    }
  }
}
