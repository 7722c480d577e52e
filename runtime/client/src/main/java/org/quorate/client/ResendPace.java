package org.quorate.client;

import java.util.concurrent.TimeUnit;

/**
 * How long to wait for answers before asking again: a few times as long as rounds have taken of
 * late. Under load rounds take longer, and asking again too soon would add to the load that they
 * wait for. Not thread-safe.
 */
final class ResendPace {
  static final long DELAY_NANOS_MAX = TimeUnit.SECONDS.toNanos(8);

  private static final long DELAY_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int ROUNDS_PER_DELAY = 4;
  private static final int SMOOTHING = 8;

  private long usualNanos;

  /** A round has ended; the latest ones weigh most. */
  void tookNanos(long nanos) {
    usualNanos += (Math.min(nanos, DELAY_NANOS_MAX) - usualNanos) / SMOOTHING;
  }

  long firstDelayNanos() {
    return Math.min(DELAY_NANOS_MAX, Math.max(DELAY_NANOS_MIN, ROUNDS_PER_DELAY * usualNanos));
  }
}
