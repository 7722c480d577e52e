package org.quorate.transport.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.Peer;
import org.quorate.api.transport.Transport;

/**
 * Links within one JVM and one instance of this class: an address is a key in a table. Each end
 * shows the other its own certificate, and the other's authenticator decides; nobody verifies the
 * certificates, because both ends are in the same hands. It knows no options.
 */
final class LocalTransport implements Transport, AutoCloseable {
  static final String NAME = "local";
  static final String THREAD_NAME = "quorate-local";

  private static final int FIRST_PORT = 49_152;
  private static final long END_WAIT_SECONDS = 10;

  private final ExecutorService threads;
  private final ScheduledExecutorService timer;
  private final Map<InetSocketAddress, LocalListener> listeners = new ConcurrentHashMap<>();
  private final Set<ConnectingLink> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger nextPort = new AtomicInteger(FIRST_PORT);

  LocalTransport() {
    threads =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(), task -> thread(task, THREAD_NAME));
    timer =
        Executors.newSingleThreadScheduledExecutor(task -> thread(task, THREAD_NAME + "-timer"));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Listener listen(InetSocketAddress address, End end) throws IOException {
    checkOptions(end.options());
    InetSocketAddress own =
        address.getPort() == 0
            ? new InetSocketAddress(address.getAddress(), nextPort.getAndIncrement())
            : address;
    LocalListener listener =
        new LocalListener(own, end, threads, gone -> listeners.remove(gone.address(), gone));
    if (listeners.putIfAbsent(own, listener) != null) {
      throw new IOException("somebody listens on " + own + " already");
    }
    return listener;
  }

  @Override
  public Link connect(InetSocketAddress address, Peer expected, End end) {
    checkOptions(end.options());
    ConnectingLink link = new ConnectingLink(this, new Strand(threads), address, expected, end);
    links.add(link);
    link.start();
    return link;
  }

  /** Closes all listeners and links and ends all threads once they have told their handlers. */
  @Override
  public void close() {
    listeners.values().forEach(LocalListener::close);
    links.forEach(link -> link.close("transport closed"));
    timer.shutdownNow();
    threads.shutdown();
    try {
      threads.awaitTermination(END_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Nullable LocalListener listenerAt(InetSocketAddress address) {
    return listeners.get(address);
  }

  void forget(ConnectingLink link) {
    links.remove(link);
  }

  void later(long delayMillis, Runnable task) {
    try {
      var unused = timer.schedule(task, delayMillis, TimeUnit.MILLISECONDS); // done when it is due
    } catch (RejectedExecutionException e) {
      return; // the transport is closed, and nothing is done later
    }
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
