package org.quorate.conformance.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;
import org.quorate.api.transport.AuthenticationException;
import org.quorate.api.transport.Authenticator;
import org.quorate.api.transport.Credentials;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.Peer;
import org.quorate.api.transport.Transport;
import org.quorate.api.transport.Transport.End;
import org.quorate.api.transport.Transport.Listener;
import org.quorate.api.transport.TransportLimits;
import org.quorate.conformance.result.ConformanceKit;

/**
 * What every transport must pass, whatever carries it. Subclass it and say how a transport is
 * opened and closed; one that goes over a real network passes {@link SecureTransportKit} too.
 */
@ConformanceKit(
    part = "transport",
    withstands =
        "peers that never read, send too much or too fast, come and go; frames of every "
            + "length up to the longest, and longer ones",
    breaks =
        "nothing, since there is no f; a transport that turns frames around is seen to fail the kit")
public abstract class TransportKit {
  protected static final int FRAME_BYTES_MAX = 256 << 10;
  protected static final int QUEUED_BYTES_MAX = 1 << 20;
  private static final int SHARED_QUEUED_BYTES_MAX = 64 << 20;
  protected static final long HELD_BYTES_MAX = 1 << 30;
  protected static final int PATIENT_MILLIS = 60_000;
  protected static final int SHORT_MILLIS = 300;

  /** Small in bytes; its deadlines are met on a slow machine. */
  protected static final TransportLimits LIMITS =
      new TransportLimits(
          FRAME_BYTES_MAX,
          1_000,
          1_000,
          QUEUED_BYTES_MAX,
          HELD_BYTES_MAX,
          PATIENT_MILLIS,
          PATIENT_MILLIS);

  protected static final Peer SERVER = TestAuthority.replica(1);
  protected static final Peer CLIENT = TestAuthority.client("a");

  protected final TestAuthority authority = new TestAuthority("cluster");

  protected final RecordingHandler server = RecordingHandler.echo();
  protected final RecordingHandler client = new RecordingHandler();

  private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
  private Transport transport;

  protected abstract Transport openTransport();

  /** Must end all that {@code opened} does and all of its threads. */
  protected abstract void closeTransport(Transport opened);

  /** How the names of the transport's threads begin. */
  protected abstract String threadNamePrefix();

  @BeforeEach
  void open() {
    transport = openTransport();
  }

  @AfterEach
  void close() throws InterruptedException {
    closeTransport(transport);
    assertThat(server.faults()).isEmpty();
    assertThat(client.faults()).isEmpty();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!threadsBefore.contains(thread) && thread.getName().startsWith(threadNamePrefix())) {
        thread.join(TimeUnit.SECONDS.toMillis(60));
        assertThat(thread.isAlive()).as("%s still runs", thread).isFalse();
      }
    }
  }

  protected final Transport transport() {
    return transport;
  }

  protected static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  protected final End serverEnd(TransportLimits limits) {
    return end(authority.issue(SERVER), server, limits);
  }

  protected final End clientEnd(TransportLimits limits) {
    return end(authority.issue(CLIENT), client, limits);
  }

  protected static End end(
      Credentials credentials, RecordingHandler handler, TransportLimits limits) {
    return new End(credentials, TestAuthority.authenticator(), handler, limits, Map.of());
  }

  protected final Listener listen() throws IOException {
    return listen(LIMITS);
  }

  protected final Listener listen(TransportLimits limits) throws IOException {
    return transport.listen(anyPort(), serverEnd(limits));
  }

  /** Connects the client and waits until both ends are up. */
  protected final Link connect(Listener listener) {
    Link link = transport.connect(listener.address(), SERVER, clientEnd(LIMITS));
    client.awaitOpened(1);
    server.awaitOpened(1);
    return link;
  }

  @Test
  void saysItsName() {
    assertThat(transport.name()).isNotEmpty();
  }

  @Test
  void tellsBothEndsWhoIsThere() throws IOException {
    Link link = connect(listen());

    assertThat(link.peer()).isEqualTo(SERVER);
    assertThat(client.opened()).containsExactly(link);
    assertThat(server.awaitOpened(1).peer()).isEqualTo(CLIENT);
  }

  @Test
  void carriesFramesWholeAndInOrderBothWays() throws IOException {
    Link link = connect(listen());
    Random random = new Random(1);
    List<Bytes> all = new ArrayList<>();
    while (all.size() < 2_000) {
      List<Bytes> batch = new ArrayList<>();
      for (int i = random.nextInt(9); i >= 0; i--) {
        batch.add(randomFrame(random, random.nextInt(300)));
      }
      assertThat(link.send(batch)).isTrue();
      all.addAll(batch);
      client.awaitFrames(all.size() - 200); // bounds what is under way
    }

    client.awaitFrames(all.size());
    assertThat(server.frames()).isEqualTo(all);
    assertThat(client.frames()).isEqualTo(all);
  }

  @Test
  void carriesFramesFromEmptyToTheLargest() throws IOException {
    Link link = connect(listen());
    Random random = new Random(2);
    List<Bytes> frames =
        List.of(
            Bytes.EMPTY,
            randomFrame(random, 1),
            randomFrame(random, FRAME_BYTES_MAX - 1),
            Bytes.EMPTY,
            randomFrame(random, FRAME_BYTES_MAX));

    assertThat(link.send(frames)).isTrue();

    client.awaitFrames(frames.size());
    assertThat(server.frames()).isEqualTo(frames);
    assertThat(client.frames()).isEqualTo(frames);
  }

  @Test
  void sendsNoFrameAboveTheOwnLimit() throws IOException {
    Link link = connect(listen());
    List<Bytes> batch = List.of(Bytes.utf8("small"), Bytes.wrap(new byte[FRAME_BYTES_MAX + 1]));

    assertThatThrownBy(() -> link.send(batch)).isInstanceOf(IllegalArgumentException.class);

    assertThat(link.send(List.of(Bytes.utf8("next")))).isTrue();
    client.awaitFrames(1);
    assertThat(server.frames()).containsExactly(Bytes.utf8("next"));
  }

  @Test
  void closesALinkOnAFrameAboveTheReceiversLimit() throws IOException {
    Listener listener = listen(limits(100, 10, 10, PATIENT_MILLIS));
    Link link = connect(listener);

    assertThat(link.send(List.of(Bytes.wrap(new byte[100]), Bytes.wrap(new byte[101])))).isTrue();

    server.awaitClosed("101 bytes");
    client.awaitClosed("");
    assertThat(server.frames()).containsExactly(Bytes.wrap(new byte[100]));
  }

  @Test
  void keepsManyLinksApart() throws IOException {
    Listener listener = listen();
    List<RecordingHandler> handlers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      RecordingHandler handler = new RecordingHandler();
      handlers.add(handler);
      Peer peer = TestAuthority.client("many" + i);
      transport.connect(listener.address(), SERVER, end(authority.issue(peer), handler, LIMITS));
    }
    for (int i = 0; i < handlers.size(); i++) {
      Link link = handlers.get(i).awaitOpened(1);
      for (int j = 0; j < 50; j++) {
        assertThat(link.send(List.of(Bytes.utf8("many" + i + ", " + j)))).isTrue();
      }
    }

    for (int i = 0; i < handlers.size(); i++) {
      handlers.get(i).awaitFrames(50);
      String own = "many" + i + ", ";
      assertThat(handlers.get(i).frames())
          .hasSize(50)
          .allSatisfy(frame -> assertThat(frame.toUtf8()).startsWith(own));
      assertThat(handlers.get(i).faults()).isEmpty();
    }
    assertThat(server.received())
        .allSatisfy(
            received -> {
              String name = received.frame().toUtf8().replaceFirst(",.*", "");
              assertThat(received.link().peer()).isEqualTo(TestAuthority.client(name));
            });
  }

  @Test
  void keepsOneSendTogetherAmongManyThreads() throws Exception {
    Link link = connect(listen());
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String name = "sender " + i;
      Bytes frame = Bytes.utf8(name);
      senders.add(
          new Thread(
              () -> {
                for (int j = 0; j < 200; j++) {
                  link.send(List.of(frame, frame, frame));
                }
              },
              name));
    }
    senders.forEach(Thread::start);
    for (Thread sender : senders) {
      sender.join();
    }

    server.awaitFrames(4 * 200 * 3);
    List<Bytes> frames = server.frames();
    for (int i = 0; i < frames.size(); i += 3) {
      assertThat(frames.subList(i, i + 3)).containsOnly(frames.get(i));
    }
  }

  @Test
  void b8_refusesAnotherPeerThanExpected() throws IOException {
    Listener listener = listen();

    transport.connect(listener.address(), TestAuthority.replica(2), clientEnd(LIMITS));

    client.awaitRefused("expected r2");
    assertThat(client.opened()).isEmpty();
  }

  @Test
  void refusesWhomTheAuthenticatorRefuses() throws IOException {
    Authenticator strict =
        certificate -> {
          throw new AuthenticationException("revoked in version 7");
        };
    Listener listener =
        transport.listen(
            anyPort(), new End(authority.issue(SERVER), strict, server, LIMITS, Map.of()));

    transport.connect(listener.address(), SERVER, clientEnd(LIMITS));

    server.awaitRefused("revoked in version 7");
    client.awaitRefused("revoked in version 7");
    assertThat(server.opened()).isEmpty();
    assertThat(client.opened()).isEmpty();
  }

  @Test
  void connectsAsSoonAsSomebodyListens() throws IOException {
    Listener first = listen();
    InetSocketAddress address = first.address();
    first.close();
    transport.connect(address, SERVER, clientEnd(LIMITS));
    client.awaitRefused("");

    transport.listen(address, serverEnd(LIMITS));

    Link link = client.awaitOpened(1);
    assertThat(link.send(List.of(Bytes.utf8("there")))).isTrue();
    client.awaitFrames(1);
    assertThat(client.refused()).as("says the same only once").doesNotHaveDuplicates();
  }

  @Test
  void reconnectsWhenTheListenerRestarts() throws IOException {
    Listener first = listen();
    Link link = connect(first);

    first.close();
    client.awaitClosed("");
    server.awaitClosed("listener closed");
    transport.listen(first.address(), serverEnd(LIMITS));

    assertThat(client.awaitOpened(2)).isSameAs(link);
    assertThat(link.send(List.of(Bytes.utf8("again")))).isTrue();
    client.awaitFrames(1);
    assertThat(client.frames()).containsExactly(Bytes.utf8("again"));
  }

  @Test
  void reconnectsWhenTheOtherEndCloses() throws IOException {
    Listener listener = listen();
    Link link = connect(listener);

    server.awaitOpened(1).close("over");

    server.awaitClosed("over");
    client.awaitClosed("");
    assertThat(client.awaitOpened(2)).isSameAs(link);
    server.awaitOpened(2);
  }

  @Test
  void staysClosedOnceClosed() throws IOException {
    Listener listener = listen();
    Link link = connect(listener);

    link.close("enough");
    link.close("more than enough");

    client.awaitClosed("enough");
    server.awaitClosed("");
    assertThat(link.send(List.of(Bytes.utf8("late")))).isFalse();
    RecordingHandler other = new RecordingHandler();
    End otherEnd = end(authority.issue(TestAuthority.client("b")), other, LIMITS);
    transport.connect(listener.address(), SERVER, otherEnd);
    server.awaitOpened(2);
    other.awaitOpened(1);
    assertThat(client.opened()).hasSize(1);
    assertThat(client.closed()).containsExactly("enough");
  }

  @Test
  void sendsNothingOnALinkThatIsDown() throws IOException {
    Listener listener = listen();
    InetSocketAddress address = listener.address();
    listener.close();

    Link link = transport.connect(address, SERVER, clientEnd(LIMITS));

    assertThat(link.send(List.of(Bytes.utf8("lost")))).isFalse();
    transport.listen(address, serverEnd(LIMITS));
    client.awaitOpened(1);
    assertThat(link.send(List.of(Bytes.utf8("first")))).isTrue();
    server.awaitFrames(1);
    assertThat(server.frames()).containsExactly(Bytes.utf8("first"));
  }

  @Test
  void d4_refusesToQueueMoreThanTheBound() throws IOException {
    Link link = connect(listen());
    List<Bytes> tooMuch = new ArrayList<>();
    for (int i = 0; i <= QUEUED_BYTES_MAX / FRAME_BYTES_MAX; i++) {
      tooMuch.add(Bytes.wrap(new byte[FRAME_BYTES_MAX]));
    }

    assertThat(link.send(tooMuch)).isFalse();

    assertThat(link.send(List.of(Bytes.utf8("next")))).isTrue();
    server.awaitFrames(1);
    assertThat(server.frames()).containsExactly(Bytes.utf8("next"));
  }

  @Test
  void d4_leavesRoomForOthersWhoeverReadsNothingOnManyLinks() throws IOException {
    int heldBytesMax = 4 * FRAME_BYTES_MAX;
    Listener listener = listen(sharing(heldBytesMax));
    for (int i = 1; i <= 4; i++) {
      connect(listener).setReading(false);
      server.awaitOpened(i);
    }
    long queued = fillAll(server.opened());
    assertThat(queued).as("without bound").isLessThan(4L * SHARED_QUEUED_BYTES_MAX);
    RecordingHandler other = new RecordingHandler();
    End otherEnd = end(authority.issue(TestAuthority.client("b")), other, LIMITS);
    transport.connect(listener.address(), SERVER, otherEnd);
    Link toOther = server.awaitOpened(5);
    Bytes frame = Bytes.wrap(new byte[FRAME_BYTES_MAX / 2]);

    assertThat(toOther.send(List.of(frame))).isTrue();
    other.awaitFrames(1);

    server.opened().subList(0, 4).forEach(link -> link.close("over"));
    transport.connect(listener.address(), SERVER, clientEnd(LIMITS));
    Link again = server.awaitOpened(6);
    server.await("room again", handler -> again.send(List.of(frame)));
  }

  /** A listener's limits with room for so much on all links together, and for more on each. */
  private static TransportLimits sharing(int heldBytesMax) {
    return new TransportLimits(
        FRAME_BYTES_MAX,
        10,
        10,
        SHARED_QUEUED_BYTES_MAX,
        heldBytesMax,
        PATIENT_MILLIS,
        PATIENT_MILLIS);
  }

  /** Sends until no link has room, and says how many bytes that were. */
  private static long fillAll(List<Link> links) {
    Bytes frame = Bytes.wrap(new byte[10_000]);
    long queued = 0;
    boolean room = true;
    while (room && queued < 4L * SHARED_QUEUED_BYTES_MAX) {
      room = false;
      for (Link link : links) {
        if (link.send(List.of(frame))) {
          queued += frame.length();
          room = true;
        }
      }
    }
    return queued;
  }

  @Test
  void holdsBackASenderWhoseReceiverDoesNotRead() throws IOException {
    Link link = connect(listen());
    Link accepted = server.awaitOpened(1);
    accepted.setReading(false);
    Random random = new Random(3);
    List<Bytes> queued = new ArrayList<>();
    boolean room = true;
    while (room) {
      List<Bytes> batch = List.of(randomFrame(random, 10_000), randomFrame(random, 10));
      room = link.send(batch);
      if (room) {
        queued.addAll(batch);
      }
      assertThat(queued.size()).as("frames queued without bound").isLessThan(10_000);
    }

    accepted.setReading(true);

    server.awaitFrames(queued.size());
    assertThat(server.frames()).isEqualTo(queued);
    server.await("room again", handler -> link.send(List.of(Bytes.EMPTY)));
    client.awaitFrames(1);
  }

  @Test
  void remembersNotToReadWhileItIsDown() throws IOException {
    Listener listener = listen();
    Link link = connect(listener);
    server.awaitOpened(1).close("over");
    client.awaitClosed("");
    link.setReading(false);
    client.awaitOpened(2);
    Link accepted = server.awaitOpened(2);
    Bytes frame = Bytes.wrap(new byte[10_000]);
    int[] sent = {0};
    server.await(
        "a full queue",
        handler -> {
          while (accepted.send(List.of(frame))) {
            sent[0]++;
          }
          return true;
        });
    int before = client.frameCount();

    link.setReading(true);

    client.awaitFrames(sent[0]);
    assertThat(before).isLessThan(sent[0]);
  }

  @Test
  void d4_limitsTheConnectionsOfOneIdentity() throws IOException {
    Listener listener = listen(limits(FRAME_BYTES_MAX, 10, 2, PATIENT_MILLIS));
    Link first = connect(listener);
    transport.connect(listener.address(), SERVER, clientEnd(LIMITS));
    client.awaitOpened(2);
    RecordingHandler third = new RecordingHandler();
    RecordingHandler other = new RecordingHandler();

    transport.connect(listener.address(), SERVER, end(authority.issue(CLIENT), third, LIMITS));
    third.awaitRefused("allowed are 2");
    Peer otherPeer = TestAuthority.client("b");
    transport.connect(listener.address(), SERVER, end(authority.issue(otherPeer), other, LIMITS));

    other.awaitOpened(1);
    first.close("makes room");
    third.awaitOpened(1);
    server.awaitRefused("allowed are 2");
  }

  @Test
  void d4_limitsTheConnectionsOfAListener() throws IOException {
    Listener listener = listen(limits(FRAME_BYTES_MAX, 2, 2, PATIENT_MILLIS));
    Link first = connect(listener);
    RecordingHandler second = new RecordingHandler();
    RecordingHandler third = new RecordingHandler();
    transport.connect(listener.address(), SERVER, end(authority.issue(CLIENT), second, LIMITS));
    second.awaitOpened(1);

    transport.connect(listener.address(), SERVER, end(authority.issue(CLIENT), third, LIMITS));
    server.awaitRefused("2 connections");
    third.awaitRefused("");

    first.close("makes room");
    third.awaitOpened(1);
  }

  @Test
  void closesOnlyTheLinkWhoseHandlerThrows() throws IOException {
    RecordingHandler fragile =
        new RecordingHandler(
            (link, frame) -> {
              if (frame.toUtf8().equals("poison")) {
                throw new IllegalStateException("cannot take this");
              }
              link.send(List.of(frame));
            });
    Listener listener = transport.listen(anyPort(), end(authority.issue(SERVER), fragile, LIMITS));
    Link link = transport.connect(listener.address(), SERVER, clientEnd(LIMITS));
    RecordingHandler other = new RecordingHandler();
    Peer otherPeer = TestAuthority.client("b");
    Link otherLink =
        transport.connect(
            listener.address(), SERVER, end(authority.issue(otherPeer), other, LIMITS));
    client.awaitOpened(1);
    other.awaitOpened(1);

    link.send(List.of(Bytes.utf8("poison"), Bytes.utf8("unheard")));

    fragile.awaitClosed("cannot take this");
    otherLink.send(List.of(Bytes.utf8("fine")));
    other.awaitFrames(1);
    assertThat(other.closed()).isEmpty();
    assertThat(fragile.frames()).doesNotContain(Bytes.utf8("unheard"));
  }

  @Test
  void servesOneWhileAHundredAreIdle() throws IOException {
    Listener listener = listen();
    RecordingHandler idle = new RecordingHandler();
    End idleEnd = end(authority.issue(TestAuthority.client("idle")), idle, LIMITS);
    for (int i = 0; i < 100; i++) {
      transport.connect(listener.address(), SERVER, idleEnd);
    }
    idle.awaitOpened(100);
    transport.connect(listener.address(), SERVER, clientEnd(LIMITS));

    Link link = client.awaitOpened(1);
    for (int i = 1; i <= 500; i++) {
      assertThat(link.send(List.of(Bytes.utf8("turn " + i)))).isTrue();
      client.awaitFrames(i);
    }

    assertThat(idle.closed()).isEmpty();
    assertThat(idle.faults()).isEmpty();
  }

  @Test
  void closingAListenerClosesWhatItAccepted() throws IOException {
    Listener listener = listen();
    connect(listener);

    listener.close();
    listener.close();

    server.awaitClosed("listener closed");
    client.awaitClosed("");
    client.awaitRefused("");
  }

  @Test
  void doesNotListenTwiceAtOneAddress() throws IOException {
    Listener listener = listen();

    assertThatThrownBy(() -> transport.listen(listener.address(), serverEnd(LIMITS)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(String.valueOf(listener.address().getPort()));
  }

  @Test
  void refusesOptionsItDoesNotKnow() {
    End end =
        new End(
            authority.issue(SERVER),
            TestAuthority.authenticator(),
            server,
            LIMITS,
            Map.of("no-such-option", "1"));

    assertThatThrownBy(() -> transport.listen(anyPort(), end))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no-such-option");
    assertThatThrownBy(() -> transport.connect(anyPort(), SERVER, end))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no-such-option");
  }

  @Test
  void closingTheTransportClosesItsLinks() throws IOException {
    connect(listen());

    closeTransport(transport);

    client.awaitClosed("");
    server.awaitClosed("");
  }

  /** Limits with some of their own, the rest generous. */
  protected static TransportLimits limits(
      int frameBytesMax, int connectionsMax, int connectionsPerPeerMax, int deadlineMillis) {
    return new TransportLimits(
        frameBytesMax,
        connectionsMax,
        connectionsPerPeerMax,
        QUEUED_BYTES_MAX,
        HELD_BYTES_MAX,
        deadlineMillis,
        deadlineMillis);
  }

  protected static Bytes randomFrame(Random random, int length) {
    byte[] content = new byte[length];
    random.nextBytes(content);
    return Bytes.wrap(content);
  }
}
