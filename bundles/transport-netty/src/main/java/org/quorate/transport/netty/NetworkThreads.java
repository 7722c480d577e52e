package org.quorate.transport.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.quorate.api.transport.TransportLimits;

/**
 * All threads of one transport, and the kind of sockets that goes with them: event loops, as many
 * as cores, that must never wait; and a few helpers, at most half as many as cores, for the public
 * key work of handshakes and for name lookups, so that strangers who connect in crowds take at most
 * that part of the machine from those who are connected.
 */
final class NetworkThreads implements AutoCloseable {
  static final String THREAD_NAME = "quorate-net";

  private static final int HELP_QUEUE_MAX = 1024;
  private static final int WRITE_LOW_BYTES = 128 << 10;
  private static final int WRITE_HIGH_BYTES = 512 << 10;
  private static final int LISTEN_BACKLOG = 1024;
  private static final long HELPERS_WAIT_SECONDS = 5;
  private static final long END_WAIT_SECONDS = 10;

  private final EventLoopGroup loops;
  private final ThreadPoolExecutor helpers;
  private final boolean epoll;

  private NetworkThreads(IoHandlerFactory io, boolean epoll) {
    int cores = Runtime.getRuntime().availableProcessors();
    int helperCount = Math.max(1, cores / 2);
    this.loops =
        new MultiThreadIoEventLoopGroup(cores, new DefaultThreadFactory(THREAD_NAME, true), io);
    this.helpers =
        new ThreadPoolExecutor(
            helperCount,
            helperCount,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(HELP_QUEUE_MAX),
            new DefaultThreadFactory(THREAD_NAME + "-helper", true));
    this.helpers.allowCoreThreadTimeOut(true);
    this.epoll = epoll;
  }

  /** Epoll where the machine has it. */
  static NetworkThreads best() {
    return Epoll.isAvailable() ? new NetworkThreads(EpollIoHandler.newFactory(), true) : nio();
  }

  static NetworkThreads nio() {
    return new NetworkThreads(NioIoHandler.newFactory(), false);
  }

  EventLoop nextLoop() {
    return loops.next();
  }

  Executor helpers() {
    return helpers;
  }

  /** For one outgoing connection, whose address must be resolved already. */
  Bootstrap client(EventLoop loop, TransportLimits limits) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .disableResolver()
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, limits.handshakeMillis());
    bootstrap
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_KEEPALIVE, true)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark());
    lifeSigns(limits).forEach(bootstrap::option);
    return bootstrap;
  }

  ServerBootstrap server(TransportLimits limits) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, LISTEN_BACKLOG);
    bootstrap
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark());
    lifeSigns(limits).forEach(bootstrap::childOption);
    return bootstrap;
  }

  /** Whether the caller is one of these threads, and so must not wait for them. */
  boolean calling() {
    Thread caller = Thread.currentThread();
    for (EventExecutor loop : loops) {
      if (loop.inEventLoop(caller)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Ends all threads and waits for it, unless it is one of them that calls. The helpers come first:
   * what they do ends in an event loop, and is a warning in the log if that is gone.
   */
  @Override
  public void close() {
    helpers.shutdownNow();
    boolean waiting = !calling();
    if (waiting) {
      awaitHelpers();
    }
    Future<?> ended = loops.shutdownGracefully(0, END_WAIT_SECONDS, TimeUnit.SECONDS);
    if (waiting) {
      ended.awaitUninterruptibly(END_WAIT_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Those in the midst of a handshake; a name lookup may hang for longer than is waited here. */
  private void awaitHelpers() {
    try {
      boolean unused = helpers.awaitTermination(HELPERS_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Has the kernel find out that a silent peer's machine is gone: in about a minute, or later than
   * {@link Outbox} would find out, which tells the reason better.
   */
  private Map<ChannelOption<Integer>, Integer> lifeSigns(TransportLimits limits) {
    return epoll
        ? Map.of(
            EpollChannelOption.TCP_KEEPIDLE, 30, // seconds
            EpollChannelOption.TCP_KEEPINTVL, 10, // seconds
            EpollChannelOption.TCP_KEEPCNT, 3,
            EpollChannelOption.TCP_USER_TIMEOUT,
                (int) Math.min(3L * limits.frameMillis(), Integer.MAX_VALUE))
        : Map.of();
  }

  private static WriteBufferWaterMark waterMark() {
    return new WriteBufferWaterMark(WRITE_LOW_BYTES, WRITE_HIGH_BYTES);
  }
}
