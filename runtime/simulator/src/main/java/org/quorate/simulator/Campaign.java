package org.quorate.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.quorate.conformance.history.Operation;
import org.quorate.conformance.protocol.RunResult;

/** The runs of many seeds. */
public final class Campaign {
  private final Setup setup;
  private final Reached reached = new Reached();
  private final LongAdder operations = new LongAdder();
  private final LongAdder deliveries = new LongAdder();
  private final LongAdder simulatedNanos = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final LongAdder answeredNanos = new LongAdder();
  private final AtomicInteger lurkingMost = new AtomicInteger();
  private final List<CampaignReport.Failure> failures =
      Collections.synchronizedList(new ArrayList<>());

  public Campaign(Setup setup) {
    this.setup = setup;
  }

  /**
   * Runs the seeds from {@code first} to {@code last}, both included, on {@code jobs} threads.
   *
   * @param progress told how many runs have ended, after each of them
   * @throws InterruptedException if interrupted; no run goes on
   */
  public CampaignReport run(long first, long last, int jobs, LongConsumer progress)
      throws InterruptedException {
    long start = System.nanoTime();
    AtomicLong next = new AtomicLong(first);
    LongAdder ended = new LongAdder();
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < jobs; i++) {
        workers.add(
            threads.submit(
                () -> {
                  for (long seed = next.getAndIncrement();
                      seed <= last && !Thread.currentThread().isInterrupted();
                      seed = next.getAndIncrement()) {
                    record(setup.run(seed, reached));
                    ended.increment();
                    progress.accept(ended.sum());
                  }
                }));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run failed of itself: " + e.getCause(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
    failures.sort(Comparator.comparingLong(CampaignReport.Failure::seed));
    return new CampaignReport(
        setup.protocol().name(),
        setup.quorums().toString(),
        first,
        last,
        operations.sum(),
        deliveries.sum(),
        simulatedNanos.sum() / 1_000_000,
        answeredNanos.sum() / 1e6 / Math.max(1, answered.sum()),
        new CampaignReport.Lurking(
            lurkingMost.get(), setup.protocol().guarantee().lurkingWritesMax()),
        reached.distinctStates(),
        reached.counts(),
        reached.missing(setup.reachable()),
        List.copyOf(failures),
        jobs,
        (System.nanoTime() - start) / 1_000_000);
  }

  private void record(RunResult result) {
    Census census = Census.of(result.plan(), result.trace());
    census.addTo(reached);
    operations.add(result.history().operations());
    deliveries.add(census.deliveries());
    simulatedNanos.add(census.nanos());
    for (Operation operation : result.seen().operations()) {
      Long end = operation.returnNanos();
      if (end != null) {
        answered.increment();
        answeredNanos.add(end - operation.callNanos());
      }
    }
    result
        .history()
        .lurking()
        .values()
        .forEach(left -> lurkingMost.accumulateAndGet(left, Math::max));
    if (!result.holds()) {
      failures.add(
          new CampaignReport.Failure(
              result.seed(), result.isSafe(), List.copyOf(result.violated())));
    }
  }
}
