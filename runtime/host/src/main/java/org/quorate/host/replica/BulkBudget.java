package org.quorate.host.replica;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * How much of a replica's time those clients get together who have a backlog ("bulk"), while others
 * wait for one answer before they ask the next question ("sparse", as the flows that RFC 8290, Flow
 * Queue CoDel, prefers). As long as the machine has processors to spare they get what they can use.
 * When it has none their budget is halved ten times a second, down to a share that they always
 * keep, and it grows again when there is something to spare. So nobody has to say how many requests
 * a second fit the machine, nor the replicas on one machine know of each other. Thread-safe.
 */
final class BulkBudget {
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Beyond this the one who waits for a processor waits long. */
  private static final double BUSY_LOAD = 0.85;

  private static final double DECREASE = 0.5;
  private static final double INCREASE = 1.25;

  /** What bulk clients keep whatever the others do: this share of the processors' time, */
  private static final double OF_PROCESSORS_MIN = 0.01;

  /** or so much for what is done for the others, if that is more. */
  private static final double OF_SPARSE_MIN = 0.1;

  /** How long the budget is kept small for others who do not come any more. */
  private static final int SLICES_WITHOUT_SPARSE_MAX = 10;

  private final LongSupplier nanoTime;
  private final DoubleSupplier machineLoad;
  private final long startNanos;
  private final double perSliceMax;

  // All guarded by this; times are of processors, in nanoseconds.
  private long slice;
  private double perSlice;
  private double left;
  private double sparseWork;
  private double bulkWork;
  private long slicesWithoutSparse = SLICES_WITHOUT_SPARSE_MAX;

  /**
   * A budget of all there is.
   *
   * @param processors of the machine
   * @param nanoTime the clock
   * @param machineLoad the share of its processors' time that was used of late, 0 to 1; negative if
   *     it is not known
   */
  BulkBudget(int processors, LongSupplier nanoTime, DoubleSupplier machineLoad) {
    this.nanoTime = nanoTime;
    this.machineLoad = machineLoad;
    this.startNanos = nanoTime.getAsLong();
    this.perSliceMax = (double) processors * SLICE_NANOS;
    this.perSlice = perSliceMax;
    this.left = perSliceMax;
  }

  /** How long bulk work has to wait, in nanoseconds; 0 if it may be taken up now. */
  synchronized long waitNanos() {
    long elapsed = adapt();
    return left > 0 ? 0 : (slice + 1) * SLICE_NANOS - elapsed;
  }

  /** Counts what was done, in nanoseconds of a processor. */
  synchronized void worked(double sparseNanos, double bulkNanos) {
    adapt();
    sparseWork += sparseNanos;
    bulkWork += bulkNanos;
    left -= bulkNanos;
  }

  private long adapt() {
    long elapsed = nanoTime.getAsLong() - startNanos;
    long passed = elapsed / SLICE_NANOS - slice;
    if (passed > 0) {
      slice += passed;
      slicesWithoutSparse = sparseWork > 0 ? passed - 1 : slicesWithoutSparse + passed;
      perSlice = nextPerSlice();
      // A turn may have cost more than there was; what was not used is not saved up.
      left = Math.min(left + (passed - 1) * perSlice, 0) + perSlice;
      sparseWork = 0;
      bulkWork = 0;
    }
    return elapsed;
  }

  private double nextPerSlice() {
    if (slicesWithoutSparse > SLICES_WITHOUT_SPARSE_MAX) {
      return perSliceMax;
    }
    if (machineLoad.getAsDouble() >= BUSY_LOAD) {
      double kept = Math.max(perSliceMax * OF_PROCESSORS_MIN, sparseWork * OF_SPARSE_MIN);
      return Math.max(Math.min(perSlice, bulkWork) * DECREASE, kept);
    }
    return Math.min(perSlice * INCREASE, perSliceMax);
  }
}
