package org.quorate.transport.netty;

import org.quorate.api.transport.Transport;
import org.quorate.conformance.transport.TransportKit;

/** Where the machine has no epoll. */
class NioTransportTest extends TransportKit {
  @Override
  protected Transport openTransport() {
    return new NettyTransport(NetworkThreads.nio());
  }

  @Override
  protected void closeTransport(Transport opened) {
    ((NettyTransport) opened).close();
  }

  @Override
  protected String threadNamePrefix() {
    return NetworkThreads.THREAD_NAME;
  }
}
