package org.quorate.host.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.Peer;
import org.quorate.api.transport.SharedMemory;

class SessionTest {
  private static final int FRAME_BYTES = 100;
  private static final ClientId ALICE = ClientId.of("alice", Bytes.utf8("key"));

  private static final ClientId BOB = ClientId.of("bob", Bytes.utf8("another key"));
  private static final SharedMemory<ClientId> PLENTY = new SharedMemory<>(1 << 30);

  /** A link on which a loop answers at the very moment at which it is told not to be read. */
  private static final class Overtaken implements Link {
    private Session session;
    private Thread loop;
    private boolean reading = true;

    @Override
    public void setReading(boolean reading) {
      if (!reading && loop == null) {
        loop = new Thread(() -> session.requestDone(FRAME_BYTES));
        loop.start();
        awaitBlockedOrDone(loop);
      }
      this.reading = reading;
    }

    private static void awaitBlockedOrDone(Thread thread) {
      while (thread.getState() != Thread.State.TERMINATED
          && thread.getState() != Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }
    }

    @Override
    public Peer peer() {
      return new Peer.Client(ALICE);
    }

    @Override
    public boolean send(List<Bytes> frames) {
      return true;
    }

    @Override
    public void close(String reason) {}
  }

  @Test
  void isReadAgainWhenAnAnswerOvertakesTheStop() throws InterruptedException {
    Overtaken link = new Overtaken();
    Session session = new Session(link, ALICE, PLENTY, 2);
    link.session = session;

    session.requestArrived(FRAME_BYTES);
    session.requestArrived(FRAME_BYTES);
    link.loop.join();

    assertThat(link.reading).as("one of two requests waits").isTrue();
  }

  @Test
  void d4_isNotReadFromTheBoundOnUntilHalfIsAnswered() {
    Overtaken link = new Overtaken();
    link.loop = Thread.currentThread();
    Session session = new Session(link, ALICE, PLENTY, 4);

    for (int i = 0; i < 3; i++) {
      session.requestArrived(FRAME_BYTES);
      assertThat(link.reading).isTrue();
    }
    session.requestArrived(FRAME_BYTES);
    assertThat(link.reading).isFalse();
    session.requestDone(FRAME_BYTES);
    assertThat(link.reading).isFalse();
    session.requestDone(FRAME_BYTES);
    assertThat(link.reading).isTrue();
  }

  @Test
  void d4_isNotReadWhileLongRequestsWait() {
    Overtaken link = new Overtaken();
    link.loop = Thread.currentThread();
    Session session = new Session(link, ALICE, PLENTY, 4096);
    int quarter = (int) (Session.WAITING_BYTES_MAX / 4);

    for (int i = 0; i < 3; i++) {
      session.requestArrived(quarter);
      assertThat(link.reading).isTrue();
    }
    session.requestArrived(quarter);
    assertThat(link.reading).isFalse();
    session.requestDone(quarter);
    assertThat(link.reading).isFalse();
    session.requestDone(quarter);
    assertThat(link.reading).isTrue();
  }

  @Test
  void d4_allLinksOfAClientTogetherAreBoundByItsShareOfTheMemory() {
    SharedMemory<ClientId> scarce = new SharedMemory<>(1 << 20);
    List<Session> sessions = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Overtaken link = new Overtaken();
      link.loop = Thread.currentThread();
      sessions.add(new Session(link, ALICE, scarce, 4096));
    }
    int frameBytes = 100 << 10;

    List<Session> taken =
        sessions.stream().filter(session -> session.requestArrived(frameBytes)).toList();

    assertThat(taken).hasSize(5); // half of a mebibyte
    assertThat(sessions).filteredOn(session -> !isRead(session)).hasSize(2);
    Session another = new Session(new Overtaken(), BOB, scarce, 4096);
    assertThat(another.requestArrived(frameBytes)).isTrue();

    taken.forEach(session -> session.requestDone(frameBytes));
    another.requestDone(frameBytes);

    assertThat(sessions).allMatch(SessionTest::isRead);
    assertThat(scarce.heldBytes()).isZero();
  }

  @Test
  void d2_whoIsStoppedForItsShareIsReadWhenHalfOfThatIsDone() {
    Overtaken link = new Overtaken();
    link.loop = Thread.currentThread();
    Session session = new Session(link, ALICE, new SharedMemory<>(1 << 20), 4096);
    int arrived = 0;
    while (link.reading) {
      assertThat(session.requestArrived(FRAME_BYTES)).isTrue();
      arrived++;
    }
    for (int done = 1; done < (arrived + 1) / 2; done++) {
      session.requestDone(FRAME_BYTES);
      assertThat(link.reading).as("after %s of %s", done, arrived).isFalse();
    }
    session.requestDone(FRAME_BYTES);
    assertThat(link.reading).isTrue();
  }

  private static boolean isRead(Session session) {
    return ((Overtaken) session.link()).reading;
  }
}
