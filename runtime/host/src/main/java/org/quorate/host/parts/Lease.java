package org.quorate.host.parts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.quorate.host.parts.Provider.Standing;

/**
 * Access to the services that offer one part, such that none goes away while it is being called:
 * calls in flight are counted, and a provider that leaves is let go only when its count is zero.
 * Calls go to the preferred provider, else to the one that ranks best; those that come when there
 * is none wait for one. A provider serves only after it was admitted, and no more once it did
 * something wrong.
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
  private final Admission<T> admission;
  private final long providerWaitMillisMax;
  private final ServiceTracker<T, Held<T>> tracker;
  private final Object change = new Object();
  private final TreeMap<ServiceReference<T>, Held<T>> available =
      new TreeMap<>(Comparator.reverseOrder());
  private final Map<Held<T>, Provider.State> unfit = new HashMap<>();
  private @Nullable String preferred; // guarded by change
  private volatile @Nullable Held<T> current;

  Lease(BundleContext context, Class<T> type, String filter, String name, Admission<T> admission) {
    this(context, type, filter, name, admission, PROVIDER_WAIT_MILLIS_MAX);
  }

  /** As above, with another bound on how long a call waits for a provider. */
  Lease(
      BundleContext context,
      Class<T> type,
      String filter,
      String name,
      Admission<T> admission,
      long providerWaitMillisMax) {
    this.context = context;
    this.admission = admission;
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

  /** A call that can tell when its provider does wrong. */
  @FunctionalInterface
  interface Use<T, R> {
    R of(Held<T> held) throws ProviderFaultException;
  }

  /**
   * As {@link #call}, but a provider that does wrong is taken out, and the next one is asked.
   *
   * @throws PartUnavailableException if no provider is left or came within a bounded time
   */
  <R> R use(Use<T, R> use) {
    while (true) {
      Held<T> held = enter();
      try {
        return use.of(held);
      } catch (ProviderFaultException e) {
        takeOut(held, String.valueOf(e.getMessage()));
      } finally {
        held.leave();
      }
    }
  }

  /** What another provider says. */
  record Answer<T, R>(Held<T> from, R said) {}

  /** Asks a provider other than {@code held}; empty if there is none that does no wrong. */
  <R> Optional<Answer<T, R>> askAnother(Held<T> held, Use<T, R> use) {
    for (Held<T> other : others(held)) {
      if (isFit(other) && other.tryEnter()) {
        try {
          return Optional.of(new Answer<>(other, use.of(other)));
        } catch (ProviderFaultException e) {
          takeOut(other, String.valueOf(e.getMessage()));
        } finally {
          other.leave();
        }
      }
    }
    return Optional.empty();
  }

  private List<Held<T>> others(Held<T> held) {
    synchronized (change) {
      List<Held<T>> others = new ArrayList<>(available.values());
      others.remove(held);
      return others;
    }
  }

  /** Lets {@code held} take no more calls, because it did wrong. */
  void takeOut(Held<T> held, String reason) {
    unfit(held, Standing.TAKEN_OUT, reason);
    chooseBest();
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} by {1} was taken out: {2}; {3}",
        name,
        held.provider(),
        reason,
        provider() == null ? "nobody is left" : provider() + " serves");
  }

  private void unfit(Held<T> held, Standing standing, String reason) {
    synchronized (change) {
      if (available.values().remove(held)) {
        unfit.put(held, new Provider.State(held.provider(), standing, reason));
      }
    }
  }

  /** Whether {@code held} may be called, which it has to prove when it is first asked. */
  private boolean isFit(Held<T> held) {
    try {
      held.admit(admission);
      return true;
    } catch (ProviderFaultException e) {
      unfit(held, Standing.REFUSED, String.valueOf(e.getMessage()));
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} by {1} is refused: {2}",
          name,
          held.provider(),
          e.getMessage());
      return false;
    }
  }

  /** Makes the best available provider that is fit the current one. */
  private void chooseBest() {
    while (true) {
      Held<T> best;
      synchronized (change) {
        best = best();
        if (best == null || best.isAdmitted()) {
          current = best;
          change.notifyAll();
          return;
        }
      }
      // Not while others wait for the monitor: calls go to the one before meanwhile. Whoever is not
      // fit is not available when the loop comes round.
      isFit(best);
    }
  }

  /** The caller holds the monitor. */
  private @Nullable Held<T> best() {
    return available.values().stream()
        .filter(held -> held.provider().name().equals(preferred))
        .findFirst()
        .orElseGet(() -> available.isEmpty() ? null : available.firstEntry().getValue());
  }

  /**
   * From now on the provider of that name serves whenever it is there and fit.
   *
   * @param provider null for whichever ranks best
   */
  public void prefer(@Nullable String provider) {
    synchronized (change) {
      preferred = provider;
    }
    chooseBest();
  }

  /** The name of the current provider, or null if there is none. */
  public @Nullable String provider() {
    Held<T> held = current;
    return held == null ? null : held.provider().name();
  }

  /** From now on no call goes to what the bundle of that number offers: it is about to stop. */
  void dismiss(long bundle) {
    synchronized (change) {
      available.values().removeIf(held -> held.provider().bundleId() == bundle);
    }
    chooseBest();
  }

  /** All providers that there are, the one that serves first. */
  public List<Provider.State> providers() {
    synchronized (change) {
      List<Provider.State> states = new ArrayList<>();
      for (Held<T> held : available.values()) {
        boolean serves = held == current;
        states.add(
            serves ? 0 : states.size(),
            new Provider.State(held.provider(), serves ? Standing.SERVES : Standing.READY, ""));
      }
      states.addAll(unfit.values());
      return states;
    }
  }

  /** The providers that the bundle of that number offers. */
  List<Provider.State> providersOf(long bundle) {
    return providers().stream().filter(state -> state.provider().bundleId() == bundle).toList();
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

  private final class Customizer implements ServiceTrackerCustomizer<T, Held<T>> {
    @Override
    public @Nullable Held<T> addingService(ServiceReference<T> reference) {
      T service = context.getService(reference);
      if (service == null) {
        return null;
      }
      Held<T> held = new Held<>(service, Provider.of(reference));
      synchronized (change) {
        available.put(reference, held);
      }
      // Whoever brings a bundle to a running process is to hear at once what is wrong with it.
      if (held.provider().isDeployed()) {
        isFit(held);
      }
      chooseBest();
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
        unfit.remove(held);
      }
      // Until the next one is chosen calls go to this one, which waits for them.
      chooseBest();
      if (!held.retire(DRAIN_MILLIS_MAX)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "{0} by {1} goes away with calls still in flight after {2} ms",
            name,
            held.provider(),
            DRAIN_MILLIS_MAX);
      }
      if (held.isAdmitted() && held.service() instanceof BoundedSignatures bounded) {
        bounded.close();
      }
      context.ungetService(reference);
    }
  }
}
