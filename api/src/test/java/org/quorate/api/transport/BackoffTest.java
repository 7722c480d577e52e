package org.quorate.api.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class BackoffTest {
  @Property(tries = 50)
  void delaysDoubleUpToTheLast(@ForAll long seed) {
    Backoff backoff = new Backoff(new SplittableRandom(seed));
    long bound = Backoff.FIRST_MILLIS;
    for (int i = 0; i < 20; i++) {
      assertThat(backoff.nextDelayMillis()).isBetween(bound / 2, bound);
      bound = Math.min(2 * bound, Backoff.LAST_MILLIS);
    }
    assertThat(bound).isEqualTo(Backoff.LAST_MILLIS);

    backoff.reset();

    assertThat(backoff.nextDelayMillis()).isLessThanOrEqualTo(Backoff.FIRST_MILLIS);
  }
}
