package org.quorate.host.replica;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How much of a replica's work each of its clients may ask for: a token bucket a client. Everybody
 * has a second's worth to begin with. Who has nothing left is not refused but has to wait; a charge
 * is made when the work is taken up or found to have been in vain, so it may leave a debt. What is
 * due comes ten times a second, for all at the same moment, because work is cheaper in batches.
 * Remembers those only who have used something that is not made up for yet. Thread-safe.
 */
final class Throttle<K> {
  private static final int SLICES_PER_SECOND = 10;
  private static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(1) / SLICES_PER_SECOND;

  /** No debt takes longer to pay, so that who errs is slow and not shut out. */
  private static final int DEBT_SECONDS_MAX = 5;

  private final long perSecondMax;
  private final LongSupplier nanoTime;
  private final long startNanos;

  /** Those that are not full. Guarded by this. */
  private final Map<K, Bucket> buckets = new HashMap<>();

  /** The slice up to which all buckets got what was due. Guarded by this. */
  private long slice;

  /** In units of a tenth, of which a slice brings {@code perSecondMax}. */
  private static final class Bucket {
    private long tenths;

    private Bucket(long tenths) {
      this.tenths = tenths;
    }
  }

  /**
   * Full buckets.
   *
   * @param perSecondMax units of work a second, for each client
   * @param nanoTime the clock
   */
  Throttle(int perSecondMax, LongSupplier nanoTime) {
    this.perSecondMax = perSecondMax;
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
  }

  /** How long {@code whose} work has to wait, in nanoseconds; 0 if it may be taken up now. */
  synchronized long waitNanos(K whose) {
    fill();
    Bucket bucket = buckets.get(whose);
    if (bucket == null || bucket.tenths > 0) {
      return 0;
    }
    long slices = -bucket.tenths / perSecondMax + 1;
    return (slice + slices) * SLICE_NANOS - elapsedNanos();
  }

  /** Takes {@code units} off what {@code whose} work may cost. */
  synchronized void charge(K whose, int units) {
    fill();
    Bucket bucket = buckets.computeIfAbsent(whose, key -> new Bucket(full()));
    long tenths = bucket.tenths - (long) units * SLICES_PER_SECOND;
    bucket.tenths = Math.max(tenths, -full() * DEBT_SECONDS_MAX);
  }

  /** How many have used something of late: since the last slice, or more than that brought. */
  synchronized int active() {
    fill();
    return buckets.size();
  }

  /** Gives all what is due by now. */
  private void fill() {
    long now = elapsedNanos() / SLICE_NANOS;
    if (now > slice) {
      long due = (now - slice) * perSecondMax;
      buckets.values().removeIf(bucket -> bucket.tenths + due >= full());
      buckets.values().forEach(bucket -> bucket.tenths += due);
      slice = now;
    }
  }

  private long full() {
    return perSecondMax * SLICES_PER_SECOND;
  }

  private long elapsedNanos() {
    return nanoTime.getAsLong() - startNanos;
  }
}
