package org.quorate.conformance.transport;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.quorate.api.model.Bytes;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.LinkHandler;

/**
 * Writes down what happens on links and lets a test wait for it. It notices when two calls for one
 * link overlap, or come in an order that makes no sense.
 */
public final class RecordingHandler implements LinkHandler {
  private static final long WAIT_SECONDS = 60;
  private static final long LOOK_AGAIN_MILLIS = 50;

  /** A frame and whence it came. */
  public record Received(Link link, Bytes frame) {}

  private final BiConsumer<Link, Bytes> reaction;
  private final Set<Link> busy = new HashSet<>();
  private final Set<Link> up = new HashSet<>();
  private final List<String> faults = new ArrayList<>();
  private final List<Link> opened = new ArrayList<>();
  private final List<Received> received = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  public RecordingHandler() {
    this((link, frame) -> {});
  }

  /** Also does something with each frame, for example answers it. */
  public RecordingHandler(BiConsumer<Link, Bytes> reaction) {
    this.reaction = reaction;
  }

  /** Sends every frame back. */
  public static RecordingHandler echo() {
    return new RecordingHandler((link, frame) -> link.send(List.of(frame)));
  }

  @Override
  public void opened(Link link) {
    enter(link, "opened", !up(link));
    synchronized (this) {
      up.add(link);
      opened.add(link);
    }
    leave(link);
  }

  @Override
  public void received(Link link, Bytes frame) {
    enter(link, "received", up(link));
    synchronized (this) {
      received.add(new Received(link, frame));
    }
    try {
      reaction.accept(link, frame);
    } finally {
      leave(link);
    }
  }

  @Override
  public void closed(Link link, String reason) {
    enter(link, "closed", up(link));
    synchronized (this) {
      up.remove(link);
      closed.add(reason);
    }
    leave(link);
  }

  @Override
  public synchronized void refused(String remoteAddress, String reason) {
    if (remoteAddress.isEmpty() || reason.isEmpty()) {
      faults.add("refused without an address or a reason");
    }
    refused.add(reason);
    notifyAll();
  }

  public synchronized List<Link> opened() {
    return List.copyOf(opened);
  }

  public synchronized List<Received> received() {
    return List.copyOf(received);
  }

  public synchronized List<Bytes> frames() {
    return received.stream().map(Received::frame).toList();
  }

  public synchronized int frameCount() {
    return received.size();
  }

  /** The reasons, in order. */
  public synchronized List<String> closed() {
    return List.copyOf(closed);
  }

  /** The reasons, in order. */
  public synchronized List<String> refused() {
    return List.copyOf(refused);
  }

  /** What the transport did that no transport may do. */
  public synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  /** Waits until {@code condition} holds of what was written down so far. */
  public synchronized void await(String what, Predicate<RecordingHandler> condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    while (!condition.test(this)) {
      long leftMillis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (leftMillis <= 0) {
        throw new AssertionError("waited in vain for: " + what + "; " + this);
      }
      try {
        wait(Math.min(leftMillis, LOOK_AGAIN_MILLIS)); // not all conditions are told of here
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted while waiting for: " + what, e);
      }
    }
  }

  /** Waits for so many links to have come up and returns the last of them. */
  public Link awaitOpened(int count) {
    await(count + " links opened", handler -> handler.opened.size() >= count);
    return opened().get(count - 1);
  }

  public void awaitFrames(int count) {
    await(count + " frames", handler -> handler.received.size() >= count);
  }

  public void awaitClosed(String reasonPart) {
    await(
        "a link closed: " + reasonPart,
        handler -> handler.closed.stream().anyMatch(reason -> reason.contains(reasonPart)));
  }

  public void awaitRefused(String reasonPart) {
    await(
        "a connection refused: " + reasonPart,
        handler -> handler.refused.stream().anyMatch(reason -> reason.contains(reasonPart)));
  }

  @Override
  public synchronized String toString() {
    return opened.size()
        + " opened, "
        + received.size()
        + " frames, closed: "
        + closed
        + ", refused: "
        + refused;
  }

  private synchronized boolean up(Link link) {
    return up.contains(link);
  }

  private synchronized void enter(Link link, String call, boolean sensible) {
    if (!sensible) {
      faults.add(call + " at the wrong time");
    }
    if (!busy.add(link)) {
      faults.add(call + " while another call for the link went on");
    }
  }

  private synchronized void leave(Link link) {
    busy.remove(link);
    notifyAll();
  }
}
