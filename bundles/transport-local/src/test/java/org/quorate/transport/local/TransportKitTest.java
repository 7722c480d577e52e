package org.quorate.transport.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.Peer;
import org.quorate.api.transport.Transport;
import org.quorate.conformance.result.KitRun;
import org.quorate.conformance.transport.TransportKit;

/** The kit finds that a transport does not keep the order of frames. */
class TransportKitTest {
  private static final String IN_ORDER = "carriesFramesWholeAndInOrderBothWays";

  /** This transport, but what is sent at one time arrives the last frame first. */
  private record Turning(LocalTransport transport) implements Transport {
    @Override
    public String name() {
      return "turning";
    }

    @Override
    public Listener listen(InetSocketAddress address, End end) throws IOException {
      return transport.listen(address, end);
    }

    @Override
    public Link connect(InetSocketAddress address, Peer expected, End end) {
      return new TurningLink(transport.connect(address, expected, end));
    }
  }

  private record TurningLink(Link link) implements Link {
    @Override
    public Peer peer() {
      return link.peer();
    }

    @Override
    public boolean send(List<Bytes> frames) {
      List<Bytes> turned = new ArrayList<>(frames);
      Collections.reverse(turned);
      return link.send(turned);
    }

    @Override
    public void setReading(boolean reading) {
      link.setReading(reading);
    }

    @Override
    public void close(String reason) {
      link.close(reason);
    }
  }

  static class Examined extends TransportKit {
    @Override
    protected Transport openTransport() {
      return new Turning(new LocalTransport());
    }

    @Override
    protected void closeTransport(Transport opened) {
      ((Turning) opened).transport().close();
    }

    @Override
    protected String threadNamePrefix() {
      return LocalTransport.THREAD_NAME;
    }
  }

  @Test
  void findsThatFramesAreTurnedAround() {
    assertThat(KitRun.of(Examined.class, IN_ORDER).failures()).containsExactly(IN_ORDER);
  }
}
