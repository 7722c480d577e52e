package org.quorate.host.parts;

import java.util.Comparator;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.quorate.api.composition.PartProperties;

/**
 * Access to the best of the services that offer one part, such that none goes away while it is
 * being called: calls in flight are counted, and a provider that leaves is let go only when its
 * count is zero. Calls that come when there is no provider wait for one.
 *
 * <p>A call that stops its own provider would wait for itself; the wait is bounded and reported.
 */
public final class Lease<T> implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Lease.class.getName());
  private static final long DRAIN_MILLIS_MAX = 10_000;

  /** Long enough for an update in place; event loops wait here, and deadlines with them. */
  private static final long PROVIDER_WAIT_MILLIS_MAX = 1_000;

  private final BundleContext context;
  private final String name;
  private final long providerWaitMillisMax;
  private final ServiceTracker<T, Held<T>> tracker;
  private final Object change = new Object();
  private final TreeMap<ServiceReference<T>, Held<T>> available =
      new TreeMap<>(Comparator.reverseOrder());
  private volatile @Nullable Held<T> current;

  Lease(BundleContext context, Class<T> type, String filter, String name) {
    this(context, type, filter, name, PROVIDER_WAIT_MILLIS_MAX);
  }

  /** As above, with another bound on how long a call waits for a provider. */
  Lease(
      BundleContext context,
      Class<T> type,
      String filter,
      String name,
      long providerWaitMillisMax) {
    this.context = context;
    this.providerWaitMillisMax = providerWaitMillisMax;
    this.name = type.getSimpleName() + " '" + name + "'";
    try {
      this.tracker =
          new ServiceTracker<>(context, FrameworkUtil.createFilter(filter), new Customizer());
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException("not a filter: " + filter, e);
    }
    tracker.open();
  }

  /**
   * Calls the current provider. The service must not be kept beyond {@code call}, because it may
   * then be gone.
   *
   * @throws PartUnavailableException if no provider came within a bounded time
   */
  public <R> R call(Function<? super T, R> call) {
    Held<T> held = enter();
    try {
      return call.apply(held.service());
    } finally {
      held.leave();
    }
  }

  /** The name of the current provider, or null if there is none. */
  public @Nullable String provider() {
    Held<T> held = current;
    return held == null ? null : held.provider();
  }

  @Override
  public void close() {
    tracker.close();
  }

  private Held<T> enter() {
    long waitUntilNanos = 0;
    while (true) {
      Held<T> held = current;
      if (held != null && held.tryEnter()) {
        return held;
      }
      synchronized (change) {
        if (current == held) {
          long now = System.nanoTime();
          if (waitUntilNanos == 0) {
            waitUntilNanos = now + TimeUnit.MILLISECONDS.toNanos(providerWaitMillisMax);
          }
          awaitChange(waitUntilNanos - now);
        }
      }
    }
  }

  private void awaitChange(long nanosLeft) {
    if (nanosLeft <= 0) {
      throw new PartUnavailableException("no bundle offers the " + name);
    }
    try {
      TimeUnit.NANOSECONDS.timedWait(change, nanosLeft);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PartUnavailableException("interrupted while waiting for the " + name);
    }
  }

  /** Makes the best available provider the current one. The caller holds the monitor. */
  private void choose() {
    current = available.isEmpty() ? null : available.firstEntry().getValue();
    change.notifyAll();
  }

  private final class Customizer implements ServiceTrackerCustomizer<T, Held<T>> {
    @Override
    public @Nullable Held<T> addingService(ServiceReference<T> reference) {
      T service = context.getService(reference);
      if (service == null) {
        return null;
      }
      Held<T> held =
          new Held<>(service, String.valueOf(reference.getProperty(PartProperties.PROVIDER)));
      synchronized (change) {
        available.put(reference, held);
        choose();
      }
      return held;
    }

    @Override
    public void modifiedService(ServiceReference<T> reference, Held<T> held) {
      // Rank and names are fixed at registration.
    }

    @Override
    public void removedService(ServiceReference<T> reference, Held<T> held) {
      synchronized (change) {
        available.values().remove(held);
        choose();
      }
      if (!held.retire(DRAIN_MILLIS_MAX)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "{0} by {1} goes away with calls still in flight after {2} ms",
            name,
            held.provider(),
            DRAIN_MILLIS_MAX);
      }
      context.ungetService(reference);
    }
  }
}
