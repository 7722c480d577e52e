package org.quorate.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.transport.AuthenticationException;
import org.quorate.api.transport.Peer;
import org.quorate.api.transport.SharedMemory;
import org.quorate.api.transport.TransportLimits;

/**
 * One TCP connection from its first byte to its last. It stands behind the {@link SslHandler} and
 * lives in one event loop; only {@link #send}, {@link #setReading} and {@link #close} may be called
 * from elsewhere.
 *
 * <pre>
 * connecting end                                accepting end
 *      | ------------ TLS 1.3, both certificates ------------ |
 *      | checks the acceptor's identity                       | checks the connector's identity
 *      | &lt;--- frame: empty (welcome), or why not, in UTF-8 -- |
 *      | &lt;----------------- frames, both ways --------------&gt; |
 * </pre>
 *
 * The first frame is there because in TLS 1.3 the connecting end is done before its own certificate
 * was looked at. All of this must happen within {@code handshakeMillis}.
 */
final class Connection extends ChannelInboundHandlerAdapter {
  private static final int FAREWELL_MILLIS_MAX = 3_000;

  /** Whose connection it is; called in the event loop. */
  interface Owner {
    /**
     * Decides on a peer whose certificate was verified.
     *
     * @throws AuthenticationException if it may not connect, with the reason
     */
    Peer admit(Connection connection, X509Certificate certificate) throws AuthenticationException;

    void opened(Connection connection, Peer peer);

    void received(Connection connection, Bytes frame);

    /** After {@code opened}, once. */
    void closed(Connection connection, String reason);

    /** Instead of {@code opened}, once. */
    void refused(Connection connection, String reason);
  }

  private enum Phase {
    HANDSHAKE,
    AWAITING_WELCOME,
    OPEN,
    CLOSED
  }

  private final Channel channel;
  private final boolean accepting;
  private final TransportLimits limits;
  private final SharedMemory<Peer> memory;
  private final Owner owner;
  private final Outbox.Room room = new Held();
  private final FrameAssembler assembler;
  private final Outbox outbox;
  private volatile Phase phase = Phase.HANDSHAKE;
  private final AtomicReference<@Nullable String> closeReason = new AtomicReference<>();
  private volatile @Nullable Peer peer;
  private boolean reading = true;
  private int frameHeldBytes;
  private long frameBeganNanos;
  private @Nullable Future<?> handshakeTimer;
  private @Nullable Future<?> frameTimer;
  private @Nullable Future<?> expiryTimer;
  private @Nullable Future<?> farewellTimer;

  /**
   * A new one.
   *
   * @param memory what the connection may hold, from the moment on when its peer is known
   */
  Connection(
      Channel channel,
      boolean accepting,
      TransportLimits limits,
      SharedMemory<Peer> memory,
      Owner owner) {
    this.channel = channel;
    this.accepting = accepting;
    this.limits = limits;
    this.memory = memory;
    this.owner = owner;
    this.assembler = new FrameAssembler(limits.frameBytesMax());
    this.outbox = new Outbox(channel, limits, room, this::abort);
  }

  String remoteAddress() {
    return String.valueOf(channel.remoteAddress()).replaceFirst("^.*/", "");
  }

  /** As {@link org.quorate.api.transport.Link#send}. */
  boolean send(List<Bytes> frames) {
    return phase == Phase.OPEN && closeReason.get() == null && outbox.offer(frames);
  }

  void setReading(boolean reading) {
    inLoop(
        () -> {
          this.reading = reading;
          frameBeganNanos = System.nanoTime(); // time in which nobody read is not the peer's
          channel.config().setAutoRead(reading);
        });
  }

  /** Sends what is queued as far as the socket takes it in a short time, and closes. */
  void close(String reason) {
    closeReason.compareAndSet(null, reason);
    inLoop(
        () -> {
          if (phase == Phase.OPEN) {
            outbox.drain();
          }
          if (channel.isOpen() && farewellTimer == null) {
            int millis = Math.min(limits.frameMillis(), FAREWELL_MILLIS_MAX);
            farewellTimer = after(millis, () -> abort(reason));
          }
          var unused = channel.close(); // its end is told by channelInactive
        });
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    handshakeTimer =
        after(
            limits.handshakeMillis(),
            () -> close("not authenticated within " + limits.handshakeMillis() + " ms"));
    context.fireChannelActive();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event instanceof SslHandshakeCompletionEvent completion) {
      if (completion.isSuccess()) {
        authenticate(context.pipeline().get(SslHandler.class));
      } else {
        close(Reasons.of(completion.cause()));
      }
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      while (phase != Phase.CLOSED && closeReason.get() == null) {
        boolean begun = assembler.inFrame();
        Bytes frame = assembler.next(bytes);
        if (frame == null) {
          timeFrame(begun);
          holdFrame();
          return;
        }
        take(frame);
      }
    } finally {
      bytes.release();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (phase == Phase.OPEN) {
      outbox.drain();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    close(Reasons.of(failure));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    Phase last = phase;
    phase = Phase.CLOSED;
    String given = closeReason.get();
    String reason = given == null ? Reasons.CLOSED_BY_PEER : given;
    if (last == Phase.OPEN) {
      owner.closed(this, reason);
    } else if (last != Phase.CLOSED) {
      owner.refused(this, reason);
    }
  }

  /** The channel is gone; its timers must not keep it in memory. */
  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    cancel(handshakeTimer);
    cancel(frameTimer);
    cancel(expiryTimer);
    cancel(farewellTimer);
    outbox.discard();
    room.giveBack(frameHeldBytes);
    frameHeldBytes = 0;
  }

  private void authenticate(SslHandler tls) throws SSLPeerUnverifiedException {
    X509Certificate certificate =
        (X509Certificate) tls.engine().getSession().getPeerCertificates()[0];
    try {
      ClusterTrust.checkTime(certificate); // was not looked at if the TLS session was resumed
      Peer admitted = owner.admit(this, certificate);
      peer = admitted;
      if (accepting) {
        greet(Bytes.EMPTY);
        open(admitted);
      } else {
        phase = Phase.AWAITING_WELCOME;
      }
      closeWhenExpired(certificate);
    } catch (AuthenticationException | RefusedCertificateException e) {
      String reason = Reasons.clean(String.valueOf(e.getMessage()));
      if (accepting) {
        greet(Bytes.utf8(reason));
      }
      close(reason);
    }
  }

  private void greet(Bytes greeting) {
    outbox.offer(List.of(greeting));
    outbox.drain();
  }

  private void open(Peer admitted) {
    phase = Phase.OPEN;
    cancel(handshakeTimer);
    owner.opened(this, admitted);
  }

  private void take(Bytes frame) {
    if (phase == Phase.OPEN) {
      owner.received(this, frame);
    } else if (phase == Phase.AWAITING_WELCOME && peer != null) {
      if (frame.isEmpty()) {
        open(peer);
      } else {
        close("refused by " + peer + ": " + Reasons.clean(frame.toUtf8()));
      }
    } else {
      close("a frame before the handshake");
    }
  }

  /** What this connection holds of the memory, in the name of its peer. */
  private final class Held implements Outbox.Room {
    @Override
    public boolean take(long bytes) {
      Peer holder = peer;
      return holder == null || memory.take(holder, bytes);
    }

    @Override
    public void giveBack(long bytes) {
      Peer holder = peer;
      if (holder != null) {
        memory.giveBack(holder, bytes);
      }
    }
  }

  /** Counts what is allocated for the frame that is under way, if any. */
  private void holdFrame() {
    int more = assembler.heldBytes() - frameHeldBytes;
    if (more > 0 && !room.take(more)) {
      close(peer + " holds too much of the memory for more of a frame");
      return;
    }
    if (more < 0) {
      room.giveBack(-more);
    }
    frameHeldBytes += more;
  }

  /** Holds the frame that is under way, if any, to its deadline. */
  private void timeFrame(boolean begunEarlier) {
    if (!assembler.inFrame()) {
      return;
    }
    if (!begunEarlier) {
      frameBeganNanos = System.nanoTime();
    }
    if (frameTimer == null) {
      frameTimer = after(limits.frameMillis(), this::checkFrame);
    }
  }

  private void checkFrame() {
    frameTimer = null;
    long pastMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - frameBeganNanos);
    if (!assembler.inFrame()) {
      return;
    }
    if (!reading || pastMillis < limits.frameMillis()) {
      frameTimer = after(Math.max(1, limits.frameMillis() - pastMillis), this::checkFrame);
    } else {
      close("a frame did not arrive whole within " + limits.frameMillis() + " ms");
    }
  }

  private void closeWhenExpired(X509Certificate certificate) {
    Duration left = Duration.between(Instant.now(), certificate.getNotAfter().toInstant());
    expiryTimer =
        after(Math.max(1, left.toMillis()), () -> close(ClusterTrust.expiry(certificate)));
  }

  private Future<?> after(long millis, Runnable task) {
    return channel.eventLoop().schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  private static void cancel(@Nullable Future<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  /** Closes without TLS's farewell, which a peer that takes nothing would not take either. */
  private void abort(String reason) {
    closeReason.compareAndSet(null, reason);
    var unused = channel.pipeline().context(SslHandler.class).close(); // passes SslHandler by
  }

  private void inLoop(Runnable task) {
    if (!channel.eventLoop().isShuttingDown()) { // else all channels are closed with the loops
      channel.eventLoop().execute(task);
    }
  }
}
