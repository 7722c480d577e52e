package org.quorate.transport.netty;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.Peer;
import org.quorate.api.transport.Transport;

/**
 * TCP with TLS 1.3; epoll where the machine has it. All links share as many event loops as there
 * are cores. It knows no options.
 */
final class NettyTransport implements Transport, AutoCloseable {
  static final String NAME = "netty-tcp";

  private final NetworkThreads threads;
  private final Set<NettyListener> listeners = ConcurrentHashMap.newKeySet();
  private final Set<ConnectingLink> links = ConcurrentHashMap.newKeySet();

  NettyTransport() {
    this(NetworkThreads.best());
  }

  NettyTransport(NetworkThreads threads) {
    this.threads = threads;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Listener listen(InetSocketAddress address, End end) throws IOException {
    checkOptions(end.options());
    NettyListener listener = new NettyListener(threads, address, end, listeners::remove);
    listeners.add(listener);
    return listener;
  }

  @Override
  public Link connect(InetSocketAddress address, Peer expected, End end) {
    checkOptions(end.options());
    ConnectingLink link = new ConnectingLink(threads, address, expected, end, links::remove);
    links.add(link);
    link.start();
    return link;
  }

  /** Closes all listeners and links and ends all threads. */
  @Override
  public void close() {
    listeners.forEach(NettyListener::close);
    links.forEach(link -> link.close("transport closed"));
    threads.close();
  }
}
