package org.quorate.transport.netty;

import org.quorate.api.transport.Transport;
import org.quorate.conformance.transport.SecureTransportKit;

class NettyTransportTest extends SecureTransportKit {
  @Override
  protected Transport openTransport() {
    return new NettyTransport();
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
