package org.quorate.host.parts;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A service with the count of calls in flight on it. Once retired it takes no further call, and
 * whoever retired it hears when the last one has left.
 */
final class Held<T> {
  /** Added on retirement: the state is then negative whatever the count. */
  private static final long RETIRED = Long.MIN_VALUE;

  private final T offered;
  private final Provider provider;
  private volatile @Nullable T admitted;
  private final AtomicLong state = new AtomicLong();
  private final Object drained = new Object();

  Held(T offered, Provider provider) {
    this.offered = offered;
    this.provider = provider;
  }

  /** What it is called through, once it was admitted. */
  T service() {
    T service = admitted;
    if (service == null) {
      throw new IllegalStateException(provider + " is called before it was admitted");
    }
    return service;
  }

  boolean isAdmitted() {
    return admitted != null;
  }

  /** Lets it prove itself, if it has not. One thread at a time does that, others wait for it. */
  synchronized void admit(Admission<T> admission) throws ProviderFaultException {
    if (admitted == null) {
      admitted = admission.admit(offered, provider);
    }
  }

  Provider provider() {
    return provider;
  }

  boolean tryEnter() {
    while (true) {
      long seen = state.get();
      if (seen < 0) {
        return false;
      }
      if (state.compareAndSet(seen, seen + 1)) {
        return true;
      }
    }
  }

  void leave() {
    if (state.decrementAndGet() == RETIRED) {
      synchronized (drained) {
        drained.notifyAll();
      }
    }
  }

  /** Takes no further calls, and waits for those in flight; false if they did not leave in time. */
  boolean retire(long millisMax) {
    state.addAndGet(RETIRED);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millisMax);
    synchronized (drained) {
      while (state.get() != RETIRED) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(drained, left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
    }
    return true;
  }
}
