package org.quorate.conformance.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;
import org.quorate.api.transport.Credentials;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.Transport.Listener;
import org.quorate.api.transport.TransportLimits;
import org.quorate.conformance.result.ConformanceKit;

/**
 * What a transport over TCP and TLS must pass beside {@link TransportKit}: strangers, thieves and
 * port scanners get nothing and cost a line in the log. D1, D3, D7 and D8 name the attacks.
 */
@ConformanceKit(
    part = "transport",
    withstands =
        "as TransportKit; strangers with certificates of every wrong kind, thieves, port "
            + "scanners, slow and silent handshakes, announced lengths",
    breaks =
        "nothing, since there is no f; a transport that answers strangers is seen to fail the kit")
public abstract class SecureTransportKit extends TransportKit {
  private static final TransportLimits HURRIED =
      limits(FRAME_BYTES_MAX, 1_000, 1_000, SHORT_MILLIS);

  // D8: who may connect.

  @Test
  void d8_refusesAClientOfAnotherAuthority() throws IOException {
    refusesClient(
        new TestAuthority("elsewhere").issue(CLIENT),
        "not issued by this cluster's CA, CN=cluster");
  }

  @Test
  void d8_refusesAClientOfAnotherAuthorityOfTheSameName() throws IOException {
    refusesClient(new TestAuthority("cluster").issue(CLIENT), "not issued by this cluster's CA");
  }

  @Test
  void d8_refusesAClientThatAnotherClientIssued() throws IOException {
    Credentials issued = authority.issue(CLIENT);
    refusesClient(authority.issuedBy(issued, SERVER), "not issued by this cluster's CA");
  }

  @Test
  void d8_refusesAnExpiredClient() throws IOException {
    Instant end = Instant.parse("2024-02-29T12:00:00Z");
    refusesClient(
        authority.credentials(
            authority.draft(CLIENT).validFrom(end.minusSeconds(60)).validUntil(end)),
        "certificate expired on 2024-02-29T12:00:00Z");
  }

  @Test
  void d8_refusesAClientOfTheFuture() throws IOException {
    Instant start = Instant.now().plus(Duration.ofHours(1));
    refusesClient(
        authority.credentials(authority.draft(CLIENT).validFrom(start)),
        "certificate not valid before");
  }

  @Test
  void d8_refusesATamperedCertificate() throws IOException {
    refusesClient(authority.tampered(), "not issued by this cluster's CA");
  }

  @Test
  void d8_refusesAStolenCertificate() throws IOException {
    Listener listener = listen();
    try (SSLSocket thief =
        RawTls.connect(listener.address(), authority.stolen(CLIENT), "TLSv1.3")) {
      getsNothing(thief);
    }
    server.awaitRefused("");
    assertThat(server.opened()).isEmpty();
  }

  @Test
  void d8_refusesAServersCertificateFromAClient() throws IOException {
    refusesClient(
        authority.credentials(authority.draft(CLIENT).forServingOnly()),
        "certificate not made to connect with");
  }

  @Test
  void d8_refusesCertificatesMadeForSomethingElse() throws IOException {
    refusesClient(
        authority.credentials(authority.draft(CLIENT).forNoPurpose()),
        "certificate not made to connect with");
    refusesClient(
        authority.credentials(authority.draft(CLIENT).forEncryption()),
        "certificate not made for digital signatures");
    refusesClient(authority.credentials(authority.draft(CLIENT).ofAuthority()), "of a CA");
  }

  @Test
  void d8_refusesAClientWithoutACertificate() throws IOException {
    Listener listener = listen();
    try (SSLSocket stranger = RawTls.connect(listener.address(), null, "TLSv1.3")) {
      getsNothing(stranger);
    }
    server.awaitRefused("no certificate");
  }

  @Test
  void d8_refusesOlderTls() throws IOException {
    Listener listener = listen();
    try (SSLSocket old = RawTls.connect(listener.address(), authority.issue(CLIENT), "TLSv1.2")) {
      getsNothing(old);
    }
    server.awaitRefused("TLSv1.2");
  }

  @Test
  void d8_refusesAServerOfAnotherAuthority() throws IOException {
    refusesServer(
        new TestAuthority("cluster").issue(SERVER), "not issued by this cluster's CA, CN=cluster");
  }

  @Test
  void d8_refusesAnExpiredServer() throws IOException {
    Instant end = Instant.parse("2024-02-29T12:00:00Z");
    refusesServer(
        authority.credentials(
            authority.draft(SERVER).validFrom(end.minusSeconds(60)).validUntil(end)),
        "certificate expired on 2024-02-29T12:00:00Z");
  }

  @Test
  void d8_refusesAClientsCertificateFromAServer() throws IOException {
    refusesServer(
        authority.credentials(authority.draft(SERVER).forConnectingOnly()),
        "certificate not made to serve with");
  }

  @Test
  void d8_closesALinkWhenItsCertificateExpires() throws IOException {
    Credentials brief =
        authority.credentials(
            authority.draft(CLIENT).validUntil(Instant.now().plus(Duration.ofSeconds(5))));
    transport().connect(listen().address(), SERVER, end(brief, client, LIMITS));
    server.awaitOpened(1);

    server.awaitClosed("certificate expired on");
    server.awaitRefused("certificate expired on");
  }

  // D1: slowness.

  @Test
  void d1_closesASilentConnectionAtTheDeadline() throws IOException {
    Listener listener = listen(HURRIED);
    try (Socket silent = RawTls.plain(listener.address())) {
      assertThat(bytesUntilClosed(silent)).isZero();
    }
    server.awaitRefused("not authenticated within " + SHORT_MILLIS + " ms");
  }

  @Test
  void d1_closesAHalfHandshakeAtTheDeadline() throws IOException {
    Listener listener = listen(HURRIED);
    byte[] hello = clientHello();
    try (Socket slow = RawTls.plain(listener.address())) {
      slow.getOutputStream().write(hello, 0, hello.length / 2);
      assertThat(bytesUntilClosed(slow)).isZero();
    }
    server.awaitRefused("not authenticated within");
  }

  @Test
  void d1_closesAHandshakeThatStopsBeforeTheCertificate() throws IOException {
    Listener listener = listen(HURRIED);
    try (Socket slow = RawTls.plain(listener.address())) {
      slow.getOutputStream().write(clientHello());
      assertThat(bytesUntilClosed(slow)).isPositive();
    }
    server.awaitRefused("not authenticated within");
  }

  @Test
  void d1_strangersDoNotLockOutMembers() throws IOException {
    Listener listener = listen(limits(FRAME_BYTES_MAX, 4, 4, PATIENT_MILLIS));
    List<Socket> strangers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      strangers.add(RawTls.plain(listener.address()));
    }

    Link link = connect(listener);

    assertThat(link.send(List.of(Bytes.utf8("in")))).isTrue();
    client.awaitFrames(1);
    server.awaitRefused("when room was needed");
    for (Socket stranger : strangers) {
      stranger.close();
    }
  }

  @Test
  void d1_servesOneWhileAHundredStall() throws IOException {
    Listener listener = listen();
    byte[] hello = clientHello();
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Socket socket = RawTls.plain(listener.address());
      socket.getOutputStream().write(hello, 0, i * hello.length / 100);
      slow.add(socket);
    }
    Link link = connect(listener);

    for (int i = 1; i <= 500; i++) {
      assertThat(link.send(List.of(Bytes.utf8("turn " + i)))).isTrue();
      client.awaitFrames(i);
      slow.get(i % 100).getOutputStream().write(hello, i % hello.length, i <= 100 ? 1 : 0);
    }

    assertThat(client.closed()).isEmpty();
    for (Socket socket : slow) {
      socket.close();
    }
  }

  @Test
  void aConnectionThatIsNotAnsweredIsGivenUpAndTriedAgain() throws IOException {
    try (java.net.ServerSocket deaf = new java.net.ServerSocket(0, 10, anyPort().getAddress())) {
      InetSocketAddress address = (InetSocketAddress) deaf.getLocalSocketAddress();
      transport().connect(address, SERVER, clientEnd(HURRIED));
      try (Socket first = deaf.accept();
          Socket second = deaf.accept()) {
        client.awaitRefused("not authenticated within");
        assertThat(first).isNotSameAs(second);
      }
    }
  }

  // D3 and D7: bytes that are not TLS.

  @Test
  void d3_d7_garbageIsClosedAndAnsweredWithNoMoreThanItself() throws IOException {
    Listener listener = listen();
    Random random = new Random(4);
    List<byte[]> scans = new ArrayList<>();
    scans.add("GET / HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    scans.add("SSH-2.0-scanner\r\n".getBytes(StandardCharsets.US_ASCII));
    scans.add(ByteBuffer.allocate(64).putInt(Integer.MAX_VALUE).array());
    scans.add(ByteBuffer.allocate(64).putInt(-1).array());
    // A TLS record that announces the most it can, and an alert nobody asked for.
    scans.add(new byte[] {0x16, 3, 1, (byte) 0xff, (byte) 0xff, 0, 0, 0});
    scans.add(new byte[] {0x15, 3, 3, 0, 2, 2, 40, 0, 0, 0});
    for (int i = 0; i < 20; i++) {
      scans.add(randomFrame(random, 50 + random.nextInt(500)).toByteArray());
    }
    int refusedBefore = 0;
    for (byte[] scan : scans) {
      try (Socket socket = RawTls.plain(listener.address())) {
        socket.getOutputStream().write(scan);
        socket.shutdownOutput();
        assertThat(bytesUntilClosed(socket)).isLessThanOrEqualTo(scan.length);
      }
      int expected = ++refusedBefore;
      server.await("one line each", handler -> handler.refused().size() >= expected);
    }

    assertThat(server.refused()).hasSize(scans.size()).contains("not TLS");
    connect(listener);
  }

  @Test
  void d3_anEndlessStreamIsCutOff() throws IOException {
    Listener listener = listen();
    byte[] block = randomFrame(new Random(5), 64 << 10).toByteArray();
    long written = 0;
    try (Socket socket = RawTls.plain(listener.address())) {
      OutputStream out = socket.getOutputStream();
      while (written < 1L << 30) {
        out.write(block);
        written += block.length;
      }
    } catch (IOException cutOff) {
      assertThat(cutOff).hasMessageMatching("(?i).*(reset|broken pipe|abort).*");
    }
    assertThat(written).isLessThan(1L << 30);
    server.awaitRefused("not TLS");
  }

  private void refusesClient(Credentials shown, String reason) throws IOException {
    Credentials credentials = trustingUs(shown);
    RecordingHandler refused = new RecordingHandler();
    try (Listener listener = listen()) {
      Link link =
          transport().connect(listener.address(), SERVER, end(credentials, refused, LIMITS));
      server.awaitRefused(reason);
      refused.awaitRefused("");
      link.close("refused");
    }
    assertThat(server.opened()).isEmpty();
    assertThat(refused.opened()).isEmpty();
  }

  private void refusesServer(Credentials shown, String reason) throws IOException {
    Listener listener = transport().listen(anyPort(), end(trustingUs(shown), server, LIMITS));

    transport().connect(listener.address(), SERVER, clientEnd(LIMITS));

    client.awaitRefused(reason);
    server.awaitRefused("");
    assertThat(client.opened()).isEmpty();
    assertThat(server.opened()).isEmpty();
  }

  /** So that it is our end that refuses. */
  private Credentials trustingUs(Credentials shown) {
    return new Credentials(shown.privateKey(), shown.chain(), authority.certificate());
  }

  /** Asserts that a TLS peer is cut off without a byte of content. */
  private static void getsNothing(SSLSocket socket) throws IOException {
    int first;
    try {
      socket.startHandshake();
      first = socket.getInputStream().read();
    } catch (IOException refused) {
      first = -1;
    }
    assertThat(first).isEqualTo(-1);
  }

  private static long bytesUntilClosed(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    long count = 0;
    try {
      while (in.read() >= 0) {
        count++;
      }
    } catch (java.net.SocketException reset) {
      return count; // closed with bytes of ours unread
    }
    return count;
  }

  private byte[] clientHello() throws IOException {
    SSLEngine engine = RawTls.context(null).createSSLEngine();
    engine.setUseClientMode(true);
    ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), hello);
    byte[] bytes = new byte[hello.flip().remaining()];
    hello.get(bytes);
    return bytes;
  }
}
