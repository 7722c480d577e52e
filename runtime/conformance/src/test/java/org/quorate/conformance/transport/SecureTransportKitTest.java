package org.quorate.conformance.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.Peer;
import org.quorate.api.transport.Transport;
import org.quorate.conformance.result.KitRun;

/** The kit finds that a transport talks to strangers. */
class SecureTransportKitTest {
  private static final String GARBAGE = "d3_d7_garbageIsClosedAndAnsweredWithNoMoreThanItself";

  /** Gives everything back twice, to whoever sends it. */
  private static final class Echo implements Transport {
    private final List<ServerSocket> sockets = new ArrayList<>();

    @Override
    public String name() {
      return "echo";
    }

    @Override
    public Listener listen(InetSocketAddress address, End end) throws IOException {
      ServerSocket socket = new ServerSocket();
      socket.bind(address);
      sockets.add(socket);
      new Thread(() -> serve(socket), "echo").start();
      return new Listener() {
        @Override
        public InetSocketAddress address() {
          return (InetSocketAddress) socket.getLocalSocketAddress();
        }

        @Override
        public void close() {
          Echo.close(socket);
        }
      };
    }

    private static void serve(ServerSocket socket) {
      while (!socket.isClosed()) {
        try (Socket stranger = socket.accept()) {
          byte[] sent = stranger.getInputStream().readAllBytes();
          stranger.getOutputStream().write(sent);
          stranger.getOutputStream().write(sent);
        } catch (IOException e) {
          close(socket); // closed by the test, or of no use any more
        }
      }
    }

    private static void close(ServerSocket socket) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public Link connect(InetSocketAddress address, Peer expected, End end) {
      throw new UnsupportedOperationException("an echo calls nobody");
    }
  }

  static class Examined extends SecureTransportKit {
    @Override
    protected Transport openTransport() {
      return new Echo();
    }

    @Override
    protected void closeTransport(Transport opened) {
      ((Echo) opened).sockets.forEach(Echo::close);
    }

    @Override
    protected String threadNamePrefix() {
      return "echo";
    }
  }

  @Test
  void findsThatStrangersAreAnswered() {
    assertThat(KitRun.of(Examined.class, GARBAGE).failures()).containsExactly(GARBAGE);
  }
}
