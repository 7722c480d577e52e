package org.quorate.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.transport.TransportLimits;

/**
 * What waits to be sent on one connection, bounded in bytes. Any thread may offer; the channel's
 * event loop takes all that has gathered, packs it into chunks, many small frames in one or one
 * large frame in many, and flushes once. It stops while the socket is full, so that the costs of a
 * peer that does not read end at the bound.
 */
final class Outbox {
  private static final int CHUNK_BYTES_MAX = 64 << 10;

  /**
   * What is held elsewhere as well, and may be short although this connection's own bound is not.
   */
  interface Room {
    /** Whether there is room for {@code bytes} more, which are held from now on. */
    boolean take(long bytes);

    void giveBack(long bytes);
  }

  private final Channel channel;
  private final TransportLimits limits;
  private final Room room;
  private final Consumer<String> stuck;
  private final Queue<List<Bytes>> offered = new ConcurrentLinkedQueue<>();
  private final AtomicLong queuedBytes = new AtomicLong();
  private final AtomicBoolean drainScheduled = new AtomicBoolean();

  // From here on the event loop's own.
  private final ArrayDeque<Bytes> frames = new ArrayDeque<>();
  private @Nullable ByteBuffer rest;
  private long writtenBytes; // handed to the channel, not sent yet
  private boolean discarded;
  private long chunksBegun;
  private long chunksDone;
  private @Nullable Future<?> watch;

  /**
   * A new outbox.
   *
   * @param room for what waits
   * @param stuck told, in the event loop, when a write makes no progress for {@code frameMillis}
   */
  Outbox(Channel channel, TransportLimits limits, Room room, Consumer<String> stuck) {
    this.channel = channel;
    this.limits = limits;
    this.room = room;
    this.stuck = stuck;
  }

  /** Whether all of {@code batch} was queued, or else nothing, for lack of room. */
  boolean offer(List<Bytes> batch) {
    List<Bytes> copy = List.copyOf(batch);
    long bytes = 0;
    for (Bytes frame : copy) {
      if (frame.length() > limits.frameBytesMax()) {
        throw new IllegalArgumentException(
            "a frame of " + frame.length() + " bytes; allowed are " + limits.frameBytesMax());
      }
      bytes += FrameAssembler.HEADER_BYTES + frame.length();
    }
    if (!reserve(bytes)) {
      return false;
    }
    offered.add(copy);
    return schedule();
  }

  /** Writes what there is, as far as the socket takes it. In the event loop. */
  void drain() {
    drainScheduled.set(false);
    if (discarded) {
      discard(); // what was offered since
      return;
    }
    boolean wrote = false;
    while (channel.isWritable()) {
      ByteBuf chunk = nextChunk();
      if (chunk == null) {
        break;
      }
      int chunkBytes = chunk.readableBytes();
      writtenBytes += chunkBytes;
      channel
          .write(chunk)
          .addListener(
              done -> {
                writtenBytes -= chunkBytes;
                release(chunkBytes);
                chunksDone++;
              });
      chunksBegun++;
      wrote = true;
    }
    if (wrote) {
      channel.flush();
      watch();
    }
  }

  /**
   * Forgets what was not written, and whatever is offered from now on. In the event loop, when the
   * channel is closed.
   */
  void discard() {
    discarded = true;
    if (watch != null) {
      watch.cancel(false);
    }
    offered.clear();
    frames.clear();
    rest = null;
    release(queuedBytes.get() - writtenBytes);
  }

  private void release(long bytes) {
    queuedBytes.addAndGet(-bytes);
    room.giveBack(bytes);
  }

  private boolean reserve(long bytes) {
    long queued = queuedBytes.get();
    while (queued + bytes <= limits.queuedBytesMax()) {
      if (queuedBytes.compareAndSet(queued, queued + bytes)) {
        if (room.take(bytes)) {
          return true;
        }
        queuedBytes.addAndGet(-bytes);
        return false;
      }
      queued = queuedBytes.get();
    }
    return false;
  }

  private boolean schedule() {
    if (!drainScheduled.compareAndSet(false, true)) {
      return true;
    }
    try {
      channel.eventLoop().execute(this::drain);
      return true;
    } catch (RejectedExecutionException e) {
      return false; // the loops have ended, and the connection with them
    }
  }

  private @Nullable ByteBuf nextChunk() {
    if (rest == null && peek() == null) {
      return null;
    }
    ByteBuf chunk = channel.alloc().buffer((int) Math.min(queuedBytes.get(), CHUNK_BYTES_MAX));
    while (true) {
      ByteBuffer content = rest;
      if (content == null) {
        Bytes frame = peek();
        if (frame == null
            || chunk.readableBytes() + FrameAssembler.HEADER_BYTES > CHUNK_BYTES_MAX) {
          return chunk;
        }
        frames.remove();
        chunk.writeInt(frame.length());
        content = frame.asByteBuffer();
      }
      int count = Math.min(content.remaining(), CHUNK_BYTES_MAX - chunk.readableBytes());
      chunk.writeBytes(content.slice(content.position(), count));
      content.position(content.position() + count);
      rest = content.hasRemaining() ? content : null;
      if (rest != null) {
        return chunk;
      }
    }
  }

  private @Nullable Bytes peek() {
    while (frames.isEmpty()) {
      List<Bytes> batch = offered.poll();
      if (batch == null) {
        return null;
      }
      frames.addAll(batch);
    }
    return frames.peek();
  }

  private void watch() {
    if (watch == null) {
      watchFrom(chunksDone);
    }
  }

  private void watchFrom(long doneThen) {
    watch =
        channel
            .eventLoop()
            .schedule(() -> look(doneThen), limits.frameMillis(), TimeUnit.MILLISECONDS);
  }

  private void look(long doneThen) {
    watch = null;
    if (chunksDone == chunksBegun) {
      return;
    }
    if (chunksDone == doneThen) {
      stuck.accept("took nothing for " + limits.frameMillis() + " ms");
    } else {
      watchFrom(chunksDone);
    }
  }
}
