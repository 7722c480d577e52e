package org.quorate.api.transport;

import java.util.random.RandomGenerator;

/**
 * How long a transport waits before it tries to connect again: delays that double from {@value
 * #FIRST_MILLIS} ms to {@value #LAST_MILLIS} ms, each drawn from its upper half, so that those who
 * lost one peer together do not come back together. Not thread-safe.
 */
public final class Backoff {
  public static final long FIRST_MILLIS = 50;
  public static final long LAST_MILLIS = 5_000;

  private final RandomGenerator random;
  private long nextMillis = FIRST_MILLIS;

  /** Begins with the first delay. */
  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** The next delay, in milliseconds. */
  public long nextDelayMillis() {
    long delayMillis = random.nextLong(nextMillis / 2, nextMillis + 1);
    nextMillis = Math.min(2 * nextMillis, LAST_MILLIS);
    return delayMillis;
  }

  /** After a success: begins with the first delay again. */
  public void reset() {
    nextMillis = FIRST_MILLIS;
  }
}
