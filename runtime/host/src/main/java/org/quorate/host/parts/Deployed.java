package org.quorate.host.parts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.quorate.api.composition.PartProperties;

/**
 * A bundle that was brought to a running process. What it does when it starts and stops is done on
 * a thread that nobody misses, in bounded time.
 */
public final class Deployed {
  private static final System.Logger LOG = System.getLogger(Deployed.class.getName());
  private static final long START_MILLIS_MAX = 60_000;
  private static final long STOP_MILLIS_MAX = 15_000;

  private final Bundle bundle;
  private final Collection<Lease<?>> leases;
  private final Set<Thread> threadsBefore = threads();

  /**
   * One that was installed and not started.
   *
   * @param leases all of its framework, those to come as well
   */
  Deployed(Bundle bundle, Collection<Lease<?>> leases) {
    this.bundle = bundle;
    this.leases = leases;
  }

  void start() throws IOException {
    Throwable thrown = inTime("start", START_MILLIS_MAX, bundle::start);
    if (thrown != null) {
      throw new IOException("it does not start: " + Parts.reason(thrown), thrown);
    }
  }

  /**
   * A part that it offers.
   *
   * @param type of the service
   * @param name of the part
   * @param provider who offers it
   * @param part itself, past every lease
   */
  public record Offer<T>(Class<T> type, String name, String provider, T part) {}

  /** What it offers of {@code type}. */
  public <T> List<Offer<T>> offers(Class<T> type) {
    List<Offer<T>> offers = new ArrayList<>();
    ServiceReference<?>[] references = bundle.getRegisteredServices();
    for (ServiceReference<?> reference :
        references == null ? new ServiceReference<?>[0] : references) {
      List<String> types = List.of((String[]) reference.getProperty(Constants.OBJECTCLASS));
      Object service =
          types.contains(type.getName()) ? bundle.getBundleContext().getService(reference) : null;
      if (service != null) {
        offers.add(
            new Offer<>(
                type,
                String.valueOf(reference.getProperty(PartProperties.NAME)),
                String.valueOf(reference.getProperty(PartProperties.PROVIDER)),
                type.cast(service)));
      }
    }
    return offers;
  }

  /** What loads its classes; null once it is removed. */
  public @Nullable ClassLoader classLoader() {
    BundleWiring wiring = bundle.adapt(BundleWiring.class);
    return wiring == null ? null : wiring.getClassLoader();
  }

  /**
   * Uninstalls it, once the calls in flight on what it offers have ended. What it offers is not
   * called any more even if it does not stop.
   */
  public void remove() {
    leases.forEach(lease -> lease.dismiss(bundle.getBundleId()));
    Throwable thrown = inTime("stop", STOP_MILLIS_MAX, bundle::uninstall);
    if (thrown != null) {
      LOG.log(
          System.Logger.Level.WARNING, bundle + " does not stop: " + Parts.reason(thrown), thrown);
    }
  }

  /** What it does in its framework. */
  private interface Work {
    void run() throws BundleException;
  }

  /** What the work threw; null if it returned. */
  private @Nullable Throwable inTime(String what, long millisMax, Work work) {
    Throwable[] thrown = new Throwable[1];
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (BundleException | RuntimeException | Error e) {
                thrown[0] = e;
              }
            },
            "quorate-" + what + "-" + bundle.getSymbolicName());
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(millisMax);
      if (thread.isAlive()) {
        thread.interrupt();
        return new IllegalStateException("it is not through after " + millisMax + " ms");
      }
      return thrown[0];
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e;
    }
  }

  /**
   * The threads that run code of it still, although it is gone.
   *
   * @param classes the names of its classes
   */
  public List<String> threadsLeft(Set<String> classes) {
    Set<Thread> since = threads();
    since.removeAll(threadsBefore);
    return since.stream()
        .filter(
            thread ->
                List.of(thread.getStackTrace()).stream()
                    .anyMatch(frame -> classes.contains(frame.getClassName())))
        .map(Thread::getName)
        .sorted()
        .toList();
  }

  private static Set<Thread> threads() {
    return new HashSet<>(Thread.getAllStackTraces().keySet());
  }
}
