package org.quorate.transport.local;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.LinkHandler;
import org.quorate.api.transport.Peer;
import org.quorate.api.transport.SharedMemory;
import org.quorate.api.transport.Transport;
import org.quorate.api.transport.TransportLimits;

/**
 * One end of an established link: what was sent to it and not delivered yet. Frames wait at the
 * receiving end and count against the sender's bound until they were delivered, so that a receiver
 * that does not read holds its sender back.
 */
final class PipeEnd {
  private static final int FRAME_OVERHEAD_BYTES = 4;
  private static final int FRAMES_PER_TASK = 16;

  private final Link link;
  private final LinkHandler handler;
  private final TransportLimits limits;
  private final SharedMemory<Peer> memory;
  private final Executor strand;
  private final Runnable whenClosed;
  private final Queue<Bytes> inbox = new ArrayDeque<>(); // guarded by itself
  private final Object counting = new Object();
  private long queuedBytes; // sent by this end, not yet delivered; guarded by counting
  private final AtomicReference<@Nullable String> closeReason = new AtomicReference<>();
  private volatile boolean reading = true;
  private @Nullable PipeEnd other; // set before anything is sent

  /**
   * A new end, not connected yet.
   *
   * @param memory that holds what this end sends until it is delivered, in the name of its peer
   * @param strand runs all calls of {@code handler} for {@code link}
   * @param whenClosed run in the strand after the handler heard of it
   */
  PipeEnd(
      Link link,
      Transport.End end,
      SharedMemory<Peer> memory,
      Executor strand,
      Runnable whenClosed) {
    this.link = link;
    this.handler = end.handler();
    this.limits = end.limits();
    this.memory = memory;
    this.strand = strand;
    this.whenClosed = whenClosed;
  }

  static void join(PipeEnd one, PipeEnd another) {
    one.other = another;
    another.other = one;
  }

  /** Tells the handler that the link is up. In the strand. */
  void open() {
    guarded(() -> handler.opened(link));
  }

  /** As {@link Link#send}. */
  boolean send(List<Bytes> frames) {
    List<Bytes> copy = List.copyOf(frames);
    long bytes = 0;
    for (Bytes frame : copy) {
      if (frame.length() > limits.frameBytesMax()) {
        throw new IllegalArgumentException(tooLong(frame));
      }
      bytes += cost(frame);
    }
    PipeEnd receiver = other;
    if (receiver == null || !reserve(bytes)) {
      return false;
    }
    synchronized (receiver.inbox) {
      receiver.inbox.addAll(copy);
    }
    receiver.strand.execute(receiver::deliver);
    return true;
  }

  void setReading(boolean reading) {
    this.reading = reading;
    if (reading) {
      strand.execute(this::deliver);
    }
  }

  /** Closes both ends. */
  void close(String reason) {
    closeThis(reason);
    if (other != null) {
      other.closeThis("closed by the peer");
    }
  }

  private void closeThis(String reason) {
    if (closeReason.compareAndSet(null, reason)) {
      release(Long.MAX_VALUE);
      strand.execute(
          () -> {
            guarded(() -> handler.closed(link, reason));
            whenClosed.run();
          });
    }
  }

  private void deliver() {
    for (int i = 0; i < FRAMES_PER_TASK; i++) {
      Bytes frame = next();
      if (frame == null) {
        return;
      }
      if (frame.length() > limits.frameBytesMax()) {
        close(tooLong(frame));
        return;
      }
      guarded(() -> handler.received(link, frame));
      if (other != null) {
        other.release(cost(frame));
      }
    }
    strand.execute(this::deliver); // the rest, once others of the strand had their turn
  }

  private @Nullable Bytes next() {
    if (!reading || closeReason.get() != null) {
      return null;
    }
    synchronized (inbox) {
      return inbox.poll();
    }
  }

  private boolean reserve(long bytes) {
    synchronized (counting) {
      boolean taken =
          closeReason.get() == null
              && queuedBytes + bytes <= limits.queuedBytesMax()
              && memory.take(link.peer(), bytes);
      queuedBytes += taken ? bytes : 0;
      return taken;
    }
  }

  /** Of what a link that was closed had queued all is released at once. */
  private void release(long bytes) {
    synchronized (counting) {
      long released = Math.min(bytes, queuedBytes);
      queuedBytes -= released;
      memory.giveBack(link.peer(), released);
    }
  }

  /** A handler is somebody else's code: what it throws must not end the thread of other links. */
  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      close("handler failed: " + e.getMessage());
    }
  }

  /** In bytes of the queue, which bounds empty frames as well. */
  private static int cost(Bytes frame) {
    return FRAME_OVERHEAD_BYTES + frame.length();
  }

  private String tooLong(Bytes frame) {
    return "a frame of " + frame.length() + " bytes; allowed are " + limits.frameBytesMax();
  }
}
