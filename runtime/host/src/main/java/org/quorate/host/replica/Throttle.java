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
 * Keeps a few bytes for each client that ever came. Thread-safe.
 */
final class Throttle<K> {
  private static final int SLICES_PER_SECOND = 10;
  private static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(1) / SLICES_PER_SECOND;

  /** No debt takes longer to pay, so that who errs is slow and not shut out. */
  private static final int DEBT_SECONDS_MAX = 5;

  private final long perSecondMax;
  private final LongSupplier nanoTime;
  private final long startNanos;

  /** Guarded by this. */
  private final Map<K, Bucket> buckets = new HashMap<>();

  /** In units of a tenth, of which a slice brings {@code perSecondMax}. */
  private static final class Bucket {
    private long tenths;
    private long slice;

    private Bucket(long tenths, long slice) {
      this.tenths = tenths;
      this.slice = slice;
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
    Bucket bucket = bucket(whose);
    if (bucket.tenths > 0) {
      return 0;
    }
    long slices = -bucket.tenths / perSecondMax + 1;
    return (bucket.slice + slices) * SLICE_NANOS - elapsedNanos();
  }

  /** Takes {@code units} off what {@code whose} work may cost. */
  synchronized void charge(K whose, int units) {
    Bucket bucket = bucket(whose);
    long tenths = bucket.tenths - (long) units * SLICES_PER_SECOND;
    bucket.tenths = Math.max(tenths, -perSecondMax * SLICES_PER_SECOND * DEBT_SECONDS_MAX);
  }

  /** The bucket of {@code whose}, with what is due by now. */
  private Bucket bucket(K whose) {
    long full = perSecondMax * SLICES_PER_SECOND;
    long slice = elapsedNanos() / SLICE_NANOS;
    Bucket bucket = buckets.computeIfAbsent(whose, key -> new Bucket(full, slice));
    bucket.tenths = Math.min(full, bucket.tenths + (slice - bucket.slice) * perSecondMax);
    bucket.slice = slice;
    return bucket;
  }

  private long elapsedNanos() {
    return nanoTime.getAsLong() - startNanos;
  }
}
