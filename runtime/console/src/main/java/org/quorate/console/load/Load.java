package org.quorate.console.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Key;
import org.quorate.api.model.Value;
import org.quorate.api.quorum.Misbehaviour;
import org.quorate.api.register.OperationResult;
import org.quorate.api.register.Register;
import org.quorate.api.register.RegisterException;
import org.quorate.client.QuorateClient;
import org.quorate.conformance.history.HistoryWriter;
import org.quorate.conformance.history.Operation;

/**
 * A mixed load: clients that each read or write one register after the other, on registers of this
 * load's own. Latencies are of completed operations, from call to return, one operation at a time a
 * client; so a stalled operation delays the ones after it, which are then not measured (closed
 * loop).
 */
public final class Load {
  private static final long LATENCY_NANOS_MAX = 3_600_000_000_000L;
  private static final int LATENCY_DIGITS = 3;

  private final LoadSettings settings;
  private final @Nullable HistoryWriter history;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final Histogram reads = new ConcurrentHistogram(LATENCY_NANOS_MAX, LATENCY_DIGITS);
  private final Histogram writes = new ConcurrentHistogram(LATENCY_NANOS_MAX, LATENCY_DIGITS);
  private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
  private final Complaints misbehaviour = new Complaints();
  private final Recorder interval = new Recorder(LATENCY_NANOS_MAX, LATENCY_DIGITS);
  private final LongAdder completed = new LongAdder();
  private final LongAdder writeRoundTrips = new LongAdder();
  private volatile boolean going = true;

  /**
   * A load that has not begun.
   *
   * @param history what is to be recorded into; null for nothing
   */
  public Load(LoadSettings settings, @Nullable HistoryWriter history) {
    this.settings = settings;
    this.history = history;
  }

  /** Operations completed so far. */
  public long completed() {
    return completed.sum();
  }

  /** Operations failed so far. */
  public long failed() {
    return failures.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** The latencies, reads and writes alike, of what completed since the last call. */
  public LoadReport.Latencies takeInterval() {
    return LoadReport.Latencies.of(interval.getIntervalHistogram());
  }

  /** The name of this load's register number {@code index}. */
  public Key key(int index) {
    return new Key("load/" + run + "/" + index);
  }

  /** What a history of this load says for {@code value}; null for an empty register. */
  public @Nullable String valueInHistory(Value value) {
    return LoadValues.inHistory(value, settings.valueBytes());
  }

  /** Begins no further operation; {@link #run} returns when those in flight have ended. */
  public void stop() {
    going = false;
  }

  /**
   * Runs until the time is over or {@link #stop} was called.
   *
   * @throws IOException if the history cannot be written
   */
  public LoadReport run(List<QuorateClient> clients) throws IOException, InterruptedException {
    return run(clients, () -> false);
  }

  /**
   * Runs until the time is over, {@link #stop} was called, or there was {@code enough} of it.
   *
   * @throws IOException if the history cannot be written
   */
  public LoadReport run(List<QuorateClient> clients, BooleanSupplier enough)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    long end = start + settings.duration().toNanos();
    List<Thread> threads = new ArrayList<>();
    List<Throwable> broken = new ArrayList<>();
    for (int i = 0; i < clients.size(); i++) {
      int number = i + 1;
      QuorateClient client = clients.get(i);
      Thread thread = new Thread(() -> runClient(client, number, end, enough), "load-" + number);
      thread.setUncaughtExceptionHandler(
          (which, failure) -> {
            synchronized (broken) {
              broken.add(failure);
            }
          });
      threads.add(thread);
      thread.start();
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } finally {
      stop();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    synchronized (broken) {
      for (Throwable failure : broken) {
        throw new IOException("a client of the load ended early: " + failure, failure);
      }
    }
    return new LoadReport(
        seconds,
        LoadReport.Latencies.of(reads),
        LoadReport.Latencies.of(writes),
        writes.getTotalCount() == 0 ? 0 : (double) writeRoundTrips.sum() / writes.getTotalCount(),
        sums(failures),
        misbehaviour.sums());
  }

  private void runClient(QuorateClient client, int number, long endNanos, BooleanSupplier enough) {
    RandomGenerator random =
        RandomGeneratorFactory.of("L64X128MixRandom").create(settings.seed() * 1_000_003 + number);
    long sequence = 0;
    while (going && System.nanoTime() < endNanos && !enough.getAsBoolean()) {
      Key key = key(random.nextInt(settings.keys()));
      Register register = client.register(key, settings.deadline());
      boolean isRead = random.nextDouble() < settings.reads();
      String id = client.id().name() + "." + run + "." + sequence++;
      try {
        carryOut(client, register, isRead, id);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void carryOut(QuorateClient client, Register register, boolean isRead, String id)
      throws InterruptedException {
    long call = System.nanoTime();
    try {
      OperationResult result =
          isRead ? register.read() : register.write(LoadValues.of(id, settings.valueBytes()));
      long returned = System.nanoTime();
      (isRead ? reads : writes).recordValue(Math.min(returned - call, LATENCY_NANOS_MAX));
      interval.recordValue(Math.min(returned - call, LATENCY_NANOS_MAX));
      completed.increment();
      if (!isRead) {
        writeRoundTrips.add(result.roundTrips());
      }
      for (Misbehaviour one : result.noticed()) {
        misbehaviour.add(one.replica().toString(), one.what());
      }
      String value = isRead ? valueInHistory(result.value()) : id;
      record(
          new Operation(
              client.id().name(),
              register.key().name(),
              isRead ? Operation.Kind.READ : Operation.Kind.WRITE,
              value,
              call,
              returned,
              true,
              result.version().ts().toString(),
              0));
    } catch (RegisterException e) {
      count(failures, e.reason() + ": " + e.getMessage());
      record(
          new Operation(
              client.id().name(),
              register.key().name(),
              isRead ? Operation.Kind.READ : Operation.Kind.WRITE,
              isRead ? null : id,
              call,
              null,
              false,
              null,
              0));
    }
  }

  private void record(Operation operation) {
    if (history != null) {
      try {
        history.write(operation);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write the history", e);
      }
    }
  }

  private static void count(Map<String, LongAdder> counters, String what) {
    counters.computeIfAbsent(what, key -> new LongAdder()).increment();
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counters) {
    Map<String, Long> sums = new TreeMap<>();
    counters.forEach((what, count) -> sums.put(what, count.sum()));
    return sums;
  }
}
