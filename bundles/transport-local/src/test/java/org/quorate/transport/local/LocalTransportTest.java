package org.quorate.transport.local;

import org.quorate.api.transport.Transport;
import org.quorate.conformance.transport.TransportKit;

class LocalTransportTest extends TransportKit {
  @Override
  protected Transport openTransport() {
    return new LocalTransport();
  }

  @Override
  protected void closeTransport(Transport opened) {
    ((LocalTransport) opened).close();
  }

  @Override
  protected String threadNamePrefix() {
    return LocalTransport.THREAD_NAME;
  }
}
