package org.quorate.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;
import org.quorate.api.transport.Credentials;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.Peer;
import org.quorate.api.transport.Transport.End;
import org.quorate.api.transport.Transport.Listener;
import org.quorate.api.transport.TransportLimits;
import org.quorate.conformance.transport.RawTls;
import org.quorate.conformance.transport.RecordingHandler;
import org.quorate.conformance.transport.TestAuthority;

/** Peers with a good certificate and a bad purpose: they speak TLS, and the frames are wrong. */
class HostilePeersTest {
  private static final Peer SERVER = TestAuthority.replica(1);
  private static final Peer CLIENT = TestAuthority.client("a");
  private static final int FRAME_BYTES_MAX = 100_000;
  private static final int PATIENT_MILLIS = 60_000;
  private static final int SHORT_MILLIS = 300;
  private static final TransportLimits PATIENT =
      new TransportLimits(
          FRAME_BYTES_MAX, 10, 10, 1 << 20, 1 << 30, PATIENT_MILLIS, PATIENT_MILLIS);
  private static final TransportLimits HURRIED =
      new TransportLimits(FRAME_BYTES_MAX, 10, 10, 1 << 20, 1 << 30, PATIENT_MILLIS, SHORT_MILLIS);

  private final TestAuthority authority = new TestAuthority("cluster");
  private final RecordingHandler server = RecordingHandler.echo();
  private final RecordingHandler client = new RecordingHandler();
  private final NettyTransport transport = new NettyTransport();

  @AfterEach
  void close() {
    transport.close();
    assertThat(server.faults()).isEmpty();
    assertThat(client.faults()).isEmpty();
  }

  @Test
  void theWireIsALengthAndTheContent() throws IOException {
    try (SSLSocket peer = connect(PATIENT)) {
      DataOutputStream out = new DataOutputStream(peer.getOutputStream());
      DataInputStream in = new DataInputStream(peer.getInputStream());
      assertThat(in.readInt()).as("the welcome").isZero();
      byte[] hello = "hello".getBytes(StandardCharsets.UTF_8);
      out.writeInt(hello.length);
      out.write(hello);

      assertThat(in.readInt()).isEqualTo(hello.length);
      assertThat(in.readNBytes(hello.length)).isEqualTo(hello);
    }
    server.awaitClosed("closed by the peer");
  }

  @Test
  void d3_refusesALengthThatIsNegativeOrTooLarge() throws IOException {
    int[] lengths = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, FRAME_BYTES_MAX + 1};
    for (int length : lengths) {
      try (SSLSocket peer = connect(PATIENT)) {
        new DataOutputStream(peer.getOutputStream()).writeInt(length);
        server.awaitClosed("a frame of " + Integer.toUnsignedString(length) + " bytes");
        readToTheEnd(peer);
      }
    }
    assertThat(server.frames()).isEmpty();
  }

  @Test
  void d1_closesAFrameThatDoesNotArriveWhole() throws IOException {
    try (SSLSocket headerOnly = connect(HURRIED);
        SSLSocket halfHeader = connect(HURRIED);
        SSLSocket halfContent = connect(HURRIED)) {
      headerOnly.getOutputStream().write(new byte[] {0, 0, 0, 9});
      halfHeader.getOutputStream().write(new byte[] {0, 0});
      // A whole frame, and then the beginning of one.
      halfContent.getOutputStream().write(new byte[] {0, 0, 0, 1, 77, 0, 0, 0, 2, 78});

      readToTheEnd(headerOnly);
      readToTheEnd(halfHeader);
      readToTheEnd(halfContent);
    }
    server.await("three closed", handler -> handler.closed().size() == 3);
    assertThat(server.closed())
        .containsOnly("a frame did not arrive whole within " + SHORT_MILLIS + " ms");
    assertThat(server.frames()).containsExactly(Bytes.wrap(new byte[] {77}));
  }

  /** Three of one identity have half of the memory, which is two such frames but for their ends. */
  @Test
  void d4_closesWhoseHalvesOfFramesFillTheMemory() throws IOException {
    TransportLimits scarce =
        new TransportLimits(
            FRAME_BYTES_MAX, 10, 10, 1 << 20, 4 * FRAME_BYTES_MAX, PATIENT_MILLIS, PATIENT_MILLIS);
    byte[] begun = new byte[FrameAssembler.HEADER_BYTES + FRAME_BYTES_MAX - 1];
    ByteBuffer.wrap(begun).putInt(FRAME_BYTES_MAX);
    Listener listener = transport.listen(anyPort(), end(SERVER, server, scarce));
    try (SSLSocket first = connect(listener);
        SSLSocket second = connect(listener);
        SSLSocket third = connect(listener)) {
      first.getOutputStream().write(begun);
      second.getOutputStream().write(begun);
      writeAsFarAsTaken(third, begun);
      server.awaitClosed("client-a holds too much of the memory for more of a frame");
      assertThat(server.closed()).hasSize(1);
    }
  }

  @Test
  void anIdlePeerMayStay() throws IOException {
    try (SSLSocket idle = connect(HURRIED);
        SSLSocket slow = connect(HURRIED)) {
      server.awaitOpened(2);
      slow.getOutputStream().write(0);
      readToTheEnd(slow); // by then the idle one is older than the deadline

      idle.getOutputStream().write(new byte[] {0, 0, 0, 1, 77});
      server.awaitFrames(1);
    }
  }

  @Test
  void timeInWhichNobodyReadIsNotThePeers() throws IOException {
    try (SSLSocket held = connect(HURRIED)) {
      Link link = server.awaitOpened(1);
      held.getOutputStream().write(new byte[] {0, 0, 0, 2, 77});
      link.setReading(false);
      try (SSLSocket slow = connect(HURRIED)) {
        slow.getOutputStream().write(0);
        readToTheEnd(slow); // by then the held one's deadline is over
      }
      held.getOutputStream().write(78);
      link.setReading(true);

      server.awaitFrames(1);
    }
    assertThat(server.frames()).containsExactly(Bytes.wrap(new byte[] {77, 78}));
  }

  @Test
  void d1_closesAPeerThatTakesNothing() throws IOException {
    try (SSLSocket deaf = connect(HURRIED)) {
      sendUntilClosed(server.awaitOpened(1));
      assertThat(deaf.isConnected()).isTrue();
    }
    // The kernel keeps a deadline as well, and either may be the first to notice.
    assertThat(server.closed().get(0))
        .containsAnyOf("took nothing for " + SHORT_MILLIS + " ms", "timed out");
  }

  @Test
  void d1_closesAPeerThatTakesNothingWithoutTheHelpOfTheKernel() throws IOException {
    try (NettyTransport nio = new NettyTransport(NetworkThreads.nio())) {
      Listener listener = nio.listen(anyPort(), end(SERVER, server, HURRIED));
      try (SSLSocket deaf =
          RawTls.connect(listener.address(), authority.issue(CLIENT), "TLSv1.3")) {
        deaf.startHandshake();
        sendUntilClosed(server.awaitOpened(1));
      }
    }
    assertThat(server.closed()).containsExactly("took nothing for " + SHORT_MILLIS + " ms");
  }

  @Test
  void aServerThatWelcomesNobodyIsGivenUp() throws IOException {
    try (SSLServerSocket listening = rawServer()) {
      connectTo(
          listening, new TransportLimits(FRAME_BYTES_MAX, 10, 10, 1 << 20, 1 << 30, 2_000, 2_000));
      try (SSLSocket accepted = (SSLSocket) listening.accept()) {
        accepted.startHandshake();
        client.awaitRefused("not authenticated within 2000 ms");
      }
    }
    assertThat(client.opened()).isEmpty();
  }

  @Test
  void aRefusalIsToldAndFitForALog() throws IOException {
    try (SSLServerSocket listening = rawServer()) {
      connectTo(listening, PATIENT);
      try (SSLSocket accepted = (SSLSocket) listening.accept()) {
        byte[] reason =
            ("revoked\n2026 INFO all is well" + "!".repeat(999)).getBytes(StandardCharsets.UTF_8);
        DataOutputStream out = new DataOutputStream(accepted.getOutputStream());
        out.writeInt(reason.length);
        out.write(reason);
        client.awaitRefused("refused by r1: revoked?2026 INFO all is well!!!");
      }
    }
    assertThat(client.opened()).isEmpty();
    assertThat(client.refused().get(0)).hasSizeLessThan(300);
  }

  /** Netty would warn, on the standard error of whoever closes the link. */
  @Test
  void closesALinkOfWhichNothingIsTakenWithoutAWord() throws IOException {
    List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    Handler log = new Kept(warnings);
    Logger netty = Logger.getLogger("io.netty");
    netty.addHandler(log);
    try (SSLServerSocket listening = rawServer()) {
      Link link = connectTo(listening, PATIENT);
      try (SSLSocket deaf = (SSLSocket) listening.accept()) {
        new DataOutputStream(deaf.getOutputStream()).writeInt(0);
        client.awaitOpened(1);
        Bytes frame = Bytes.wrap(new byte[FRAME_BYTES_MAX]);
        client.await("no more is taken", handler -> !link.send(List.of(frame)));
        link.close("enough of it");
        client.awaitClosed("enough of it");
      }
    } finally {
      netty.removeHandler(log);
    }
    assertThat(warnings).isEmpty();
  }

  private static final class Kept extends Handler {
    private final List<String> warnings;

    private Kept(List<String> warnings) {
      this.warnings = warnings;
    }

    @Override
    public void publish(LogRecord line) {
      if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
        warnings.add(line.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void looksUpNames() throws IOException {
    Listener listener = transport.listen(anyPort(), end(SERVER, server, PATIENT));
    int port = listener.address().getPort();

    transport.connect(
        InetSocketAddress.createUnresolved("localhost", port),
        SERVER,
        end(CLIENT, client, PATIENT));
    client.awaitOpened(1);

    transport.connect(
        InetSocketAddress.createUnresolved("no-such-host.invalid", port),
        SERVER,
        end(CLIENT, client, PATIENT));
    client.awaitRefused("unknown host");
  }

  private void sendUntilClosed(Link link) {
    Bytes frame = Bytes.wrap(new byte[FRAME_BYTES_MAX]);
    server.await(
        "closed for taking nothing",
        handler -> {
          link.send(List.of(frame, frame, frame, frame, frame));
          return !handler.closed().isEmpty();
        });
  }

  private SSLSocket connect(TransportLimits limits) throws IOException {
    return connect(transport.listen(anyPort(), end(SERVER, server, limits)));
  }

  private SSLSocket connect(Listener listener) throws IOException {
    int already = server.opened().size();
    SSLSocket socket = RawTls.connect(listener.address(), authority.issue(CLIENT), "TLSv1.3");
    socket.startHandshake();
    server.awaitOpened(already + 1);
    return socket;
  }

  private SSLServerSocket rawServer() throws IOException {
    Credentials credentials = authority.issue(SERVER);
    SSLServerSocket socket =
        (SSLServerSocket)
            RawTls.context(credentials)
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    socket.setNeedClientAuth(true);
    return socket;
  }

  private Link connectTo(SSLServerSocket listening, TransportLimits limits) {
    return transport.connect(
        (InetSocketAddress) listening.getLocalSocketAddress(), SERVER, end(CLIENT, client, limits));
  }

  private End end(Peer peer, RecordingHandler handler, TransportLimits limits) {
    return new End(authority.issue(peer), TestAuthority.authenticator(), handler, limits, Map.of());
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static void writeAsFarAsTaken(SSLSocket socket, byte[] bytes) throws IOException {
    try {
      socket.getOutputStream().write(bytes);
    } catch (java.net.SocketException closed) {
      assertThat(closed).hasMessageMatching(".*(reset|[Bb]roken pipe).*");
    }
  }

  private static void readToTheEnd(SSLSocket socket) throws IOException {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (java.net.SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }
}
