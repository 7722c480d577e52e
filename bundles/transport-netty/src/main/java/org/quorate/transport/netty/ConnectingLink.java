package org.quorate.transport.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.transport.AuthenticationException;
import org.quorate.api.transport.Backoff;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.Peer;
import org.quorate.api.transport.SharedMemory;
import org.quorate.api.transport.Transport;
import org.quorate.api.transport.TransportLimits;

/**
 * A link that connects, and connects again. All of its connections, one after the other, live in
 * one event loop, which is what keeps the handler's calls in order.
 */
final class ConnectingLink implements Link, Connection.Owner {
  private final NetworkThreads threads;
  private final EventLoop loop;
  private final InetSocketAddress address;
  private final Peer expected;
  private final Transport.End end;
  private final Tls tls;
  private final Consumer<ConnectingLink> forget;
  private volatile @Nullable Connection open;
  private volatile boolean closed;

  // From here on the event loop's own.
  private final Backoff backoff = new Backoff(new SplittableRandom());
  private @Nullable Connection current;
  private @Nullable Future<?> retry;
  private boolean reading = true;
  private long openedNanos;
  private String lastRefusal = "";

  /**
   * A link that begins to connect at once.
   *
   * @param forget told when the link is closed for good
   */
  ConnectingLink(
      NetworkThreads threads,
      InetSocketAddress address,
      Peer expected,
      Transport.End end,
      Consumer<ConnectingLink> forget) {
    this.threads = threads;
    this.loop = threads.nextLoop();
    this.address = address;
    this.expected = expected;
    this.end = end;
    this.tls = Tls.connecting(end.credentials(), threads.helpers());
    this.forget = forget;
  }

  void start() {
    inLoop(this::connect);
  }

  @Override
  public Peer peer() {
    return expected;
  }

  @Override
  public boolean send(List<Bytes> frames) {
    Connection connection = open;
    return connection != null && connection.send(frames);
  }

  @Override
  public void setReading(boolean reading) {
    inLoop(
        () -> {
          this.reading = reading;
          if (open != null) {
            open.setReading(reading);
          }
        });
  }

  @Override
  public void close(String reason) {
    closed = true;
    forget.accept(this);
    inLoop(
        () -> {
          if (current != null) {
            current.close(reason);
          }
          if (retry != null) {
            retry.cancel(false);
          }
        });
  }

  @Override
  public Peer admit(Connection connection, X509Certificate certificate)
      throws AuthenticationException {
    Peer found = end.authenticator().authenticate(certificate);
    if (!found.equals(expected)) {
      throw new AuthenticationException("expected " + expected + " there, found " + found);
    }
    return found;
  }

  @Override
  public void opened(Connection connection, Peer peer) {
    openedNanos = System.nanoTime();
    lastRefusal = "";
    open = connection;
    if (!reading) {
      connection.setReading(false);
    }
    end.handler().opened(this);
  }

  @Override
  public void received(Connection connection, Bytes frame) {
    end.handler().received(this, frame);
  }

  @Override
  public void closed(Connection connection, String reason) {
    open = null;
    current = null;
    long upMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openedNanos);
    if (upMillis >= Backoff.LAST_MILLIS) {
      backoff.reset(); // not for a peer that comes and goes all the time
    }
    end.handler().closed(this, reason);
    connectLater();
  }

  @Override
  public void refused(Connection connection, String reason) {
    failed(reason);
  }

  private void connect() {
    if (closed) {
      return;
    }
    if (!address.isUnresolved()) {
      connectTo(address);
      return;
    }
    try {
      threads.helpers().execute(this::resolve); // a name lookup waits for other machines
    } catch (RejectedExecutionException e) {
      failed("too many name lookups at one time");
    }
  }

  private void resolve() {
    InetSocketAddress resolved = new InetSocketAddress(address.getHostString(), address.getPort());
    inLoop(
        () -> {
          if (resolved.isUnresolved()) {
            failed("unknown host");
          } else {
            connectTo(resolved);
          }
        });
  }

  private void connectTo(InetSocketAddress resolved) {
    ChannelFuture attempt =
        threads
            .client(loop, end.limits())
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    begin(channel);
                  }
                })
            .connect(resolved);
    attempt.addListener(
        done -> {
          if (!done.isSuccess()) {
            failed(Reasons.of(done.cause()));
          }
        });
  }

  private void begin(Channel channel) {
    TransportLimits limits = end.limits();
    SharedMemory<Peer> memory = new SharedMemory<>(limits.heldBytesMax()); // shared with nobody
    Connection connection = new Connection(channel, false, limits, memory, this);
    current = connection;
    channel.pipeline().addLast(tls.newHandler(channel.alloc()), connection);
  }

  private void failed(String reason) {
    current = null;
    if (!closed && !reason.equals(lastRefusal)) {
      lastRefusal = reason;
      end.handler().refused(address.getHostString() + ":" + address.getPort(), reason);
    }
    connectLater();
  }

  private void connectLater() {
    if (!closed && !loop.isShuttingDown()) {
      retry = loop.schedule(this::connect, backoff.nextDelayMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void inLoop(Runnable task) {
    if (!loop.isShuttingDown()) { // else all connections are closed with the loops
      loop.execute(task);
    }
  }
}
