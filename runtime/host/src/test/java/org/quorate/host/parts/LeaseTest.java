package org.quorate.host.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.quorate.api.composition.PartProperties;

class LeaseTest {
  private static final int THREADS = 8;
  private static final int SWAPS = 100;
  private static final long LONG_MILLIS = 60_000;

  @TempDir static Path cache;

  private static Framework framework;
  private final List<Lease<?>> leases = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @BeforeAll
  static void startsAFramework() throws Exception {
    framework =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow()
            .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, cache.toString()));
    framework.start();
  }

  @AfterAll
  static void stopsTheFramework() throws Exception {
    framework.stop();
    framework.waitForStop(0);
  }

  @AfterEach
  void closes() {
    threads.shutdownNow();
    leases.forEach(Lease::close);
  }

  /** Offers of one name are one part; each test has its own. */
  private Lease<IntUnaryOperator> lease(String name, long providerWaitMillisMax) {
    BundleContext context = framework.getBundleContext();
    Lease<IntUnaryOperator> lease =
        new Lease<>(
            context,
            IntUnaryOperator.class,
            "(" + PartProperties.NAME + "=" + name + ")",
            name,
            Admission.ofAll(),
            providerWaitMillisMax);
    leases.add(lease);
    return lease;
  }

  private static ServiceRegistration<IntUnaryOperator> offer(
      String name, String provider, int ranking, IntUnaryOperator service) {
    return framework
        .getBundleContext()
        .registerService(
            IntUnaryOperator.class,
            service,
            FrameworkUtil.asDictionary(
                Map.of(
                    PartProperties.NAME, name,
                    PartProperties.PROVIDER, provider,
                    Constants.SERVICE_RANKING, ranking)));
  }

  /** A provider that must not be called any more once it is gone. */
  private static final class Perishable implements IntUnaryOperator {
    private final AtomicBoolean gone = new AtomicBoolean();

    @Override
    public int applyAsInt(int n) {
      Thread.onSpinWait(); // a little longer in here, for a swap to come in between
      if (gone.get()) {
        throw new IllegalStateException("called after it was gone");
      }
      return n + 1;
    }
  }

  @Test
  void noCallFailsWhileProvidersComeAndGo() throws Exception {
    Lease<IntUnaryOperator> lease = lease("swapped", LONG_MILLIS);
    AtomicBoolean going = new AtomicBoolean(true);
    AtomicLong calls = new AtomicLong();
    List<Future<?>> callers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      callers.add(
          threads.submit(
              () -> {
                while (going.get()) {
                  assertThat(lease.<Integer>call(service -> service.applyAsInt(41))).isEqualTo(42);
                  calls.incrementAndGet();
                }
              }));
    }
    for (int i = 0; i < SWAPS; i++) {
      Perishable service = new Perishable();
      var registration = offer("swapped", "provider" + i, 0, service);
      long before = calls.get();
      while (calls.get() < before + THREADS && callers.stream().noneMatch(Future::isDone)) {
        Thread.onSpinWait();
      }
      registration.unregister();
      service.gone.set(true);
    }
    var last = offer("swapped", "last", 0, new Perishable());
    going.set(false);
    for (Future<?> caller : callers) {
      caller.get(LONG_MILLIS, TimeUnit.MILLISECONDS);
    }
    last.unregister();
    assertThat(calls.get()).isGreaterThanOrEqualTo((long) SWAPS * THREADS);
  }

  @Test
  void theBestProviderServesAndTheNextBestTakesOver() {
    Lease<IntUnaryOperator> lease = lease("ranked", LONG_MILLIS);
    var modest = offer("ranked", "modest", 0, n -> 0);
    var best = offer("ranked", "best", 10, n -> 10);

    assertThat(lease.provider()).isEqualTo("best");
    assertThat(lease.<Integer>call(service -> service.applyAsInt(0))).isEqualTo(10);
    best.unregister();
    assertThat(lease.provider()).isEqualTo("modest");
    assertThat(lease.<Integer>call(service -> service.applyAsInt(0))).isZero();
    modest.unregister();
    assertThat(lease.provider()).isNull();
  }

  @Test
  void aCallWithoutAProviderFailsNamingThePart() {
    Lease<IntUnaryOperator> lease = lease("missing", 1);

    assertThatThrownBy(() -> lease.call(service -> service.applyAsInt(0)))
        .isInstanceOf(PartUnavailableException.class)
        .hasMessage("no bundle offers the IntUnaryOperator 'missing'");
  }

  @Test
  void aCallWaitsForAProviderToCome() throws Exception {
    Lease<IntUnaryOperator> lease = lease("late", LONG_MILLIS);
    AtomicLong waiter = new AtomicLong();
    Future<Integer> waiting =
        threads.submit(
            () -> {
              waiter.set(Thread.currentThread().getId());
              return lease.call(service -> service.applyAsInt(1));
            });
    awaitWaiting(waiter);

    var provider = offer("late", "late", 0, n -> n + 1);
    assertThat(waiting.get(LONG_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(2);
    provider.unregister();
  }

  private static void awaitWaiting(AtomicLong threadId) {
    while (Thread.getAllStackTraces().keySet().stream()
        .noneMatch(
            thread ->
                thread.getId() == threadId.get()
                    && thread.getState() == Thread.State.TIMED_WAITING)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aProviderIsLetGoOnlyWhenItsLastCallHasLeft() throws Exception {
    Lease<IntUnaryOperator> lease = lease("busy", LONG_MILLIS);
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch mayLeave = new CountDownLatch(1);
    var provider =
        offer(
            "busy",
            "busy",
            0,
            n -> {
              entered.countDown();
              try {
                mayLeave.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return n;
            });
    Future<Integer> call = threads.submit(() -> lease.call(service -> service.applyAsInt(7)));
    entered.await();
    AtomicLong stopper = new AtomicLong();
    Future<?> stopping =
        threads.submit(
            () -> {
              stopper.set(Thread.currentThread().getId());
              provider.unregister();
            });
    awaitWaiting(stopper);

    assertThat(stopping.isDone()).isFalse();
    mayLeave.countDown();
    assertThat(call.get(LONG_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(7);
    stopping.get(LONG_MILLIS, TimeUnit.MILLISECONDS);
  }
}
