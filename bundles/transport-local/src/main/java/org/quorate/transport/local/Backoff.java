package org.quorate.transport.local;

import java.util.random.RandomGenerator;

/**
 * Delays that double from {@value #FIRST_MILLIS} ms to {@value #LAST_MILLIS} ms, each drawn from
 * its upper half, so that those who lost one peer together do not come back together.
 */
final class Backoff {
  static final long FIRST_MILLIS = 50;
  static final long LAST_MILLIS = 5_000;

  private final RandomGenerator random;
  private long nextMillis = FIRST_MILLIS;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  long nextDelayMillis() {
    long delayMillis = random.nextLong(nextMillis / 2, nextMillis + 1);
    nextMillis = Math.min(2 * nextMillis, LAST_MILLIS);
    return delayMillis;
  }

  void reset() {
    nextMillis = FIRST_MILLIS;
  }
}
