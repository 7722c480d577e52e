package org.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ResendPaceTest {
  private final ResendPace pace = new ResendPace();

  private long delayMillisAfter(int rounds, long roundMillis) {
    for (int i = 0; i < rounds; i++) {
      pace.tookNanos(TimeUnit.MILLISECONDS.toNanos(roundMillis));
    }
    return TimeUnit.NANOSECONDS.toMillis(pace.firstDelayNanos());
  }

  @Test
  void isHalfASecondWhereAnswersAreQuick() {
    assertThat(delayMillisAfter(0, 0)).isEqualTo(500);
    assertThat(delayMillisAfter(100, 1)).isEqualTo(500);
  }

  @Test
  void growsWithWhatRoundsTakeAndFallsAgain() {
    assertThat(delayMillisAfter(100, 1_000)).isBetween(3_900L, 4_000L);
    assertThat(delayMillisAfter(100, 1)).isEqualTo(500);
  }

  @Test
  void isBoundedWhateverAnOutageTook() {
    assertThat(delayMillisAfter(100, 3_600_000)).isEqualTo(8_000);
    assertThat(delayMillisAfter(50, 1)).isEqualTo(500);
  }
}
