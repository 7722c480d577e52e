package org.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.register.RegisterException;
import org.quorate.api.register.RegisterException.Reason;
import org.quorate.client.LoopEvent.Begin;
import org.quorate.client.LoopEvent.Kind;
import org.quorate.client.Toy.Answer;
import org.quorate.client.Toy.Ask;
import org.quorate.client.Toy.Memory;
import org.quorate.client.Toy.Scripted;

class OperationLoopTest {
  private static final ReplicaId REPLICA = new ReplicaId(1);

  private final List<Bytes> sent = new ArrayList<>();
  private final Toy.Store store = new Toy.Store();
  private final ClientParts<Ask, Answer, Memory> parts =
      new Toy(Map.of()).parts(claims -> List.of());
  private final OperationLoop<Ask, Answer, Memory> loop =
      new OperationLoop<>(
          parts,
          new Journal<>(store, parts.journalCodec(), Memory.class),
          new Outbox(Map.of(REPLICA, new Toy.Wire(sent))),
          new Unconnected(List.of()),
          () -> Bytes.wrap(new byte[Nonce.OPERATION_BYTES]),
          key -> true);

  /** Journals and returns at once. */
  private static Begin<Ask, Answer, Memory> write() {
    return new Begin<>(
        Kind.WRITE,
        new Key("k"),
        (nonce, known) ->
            new Scripted(
                (self, input) ->
                    ClientStep.<Ask, Answer, Memory>to(self)
                        .journalling(new Memory("written"))
                        .returning(Version.GENESIS, Value.ABSENT)),
        Long.MAX_VALUE);
  }

  private static void assertFailed(Begin<?, ?, ?> begin, Reason reason, String message) {
    assertThat(begin.result).isDone();
    assertThatThrownBy(begin.result::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(RegisterException.class)
        .hasMessage(message)
        .extracting(e -> ((RegisterException) e).reason())
        .isEqualTo(reason);
  }

  @Test
  void whatArrivesAfterTheEndFailsAtOnce() {
    loop.add(new LoopEvent.Stop<>());
    loop.run();
    Begin<Ask, Answer, Memory> late = write();
    loop.add(late);
    assertFailed(late, Reason.CLOSED, "the client was closed");
  }

  @Test
  void whatReturnsIsDurable() throws Exception {
    Begin<Ask, Answer, Memory> write = write();
    loop.add(write);
    loop.add(new LoopEvent.Stop<>());
    loop.run();
    assertThat(write.result).isCompleted();
    assertThat(store.keys(null, 10)).containsExactly(write.key);
  }

  @Test
  void whatCannotBeMadeDurableDoesNotReturnButFails() {
    store.committing = false;
    Begin<Ask, Answer, Memory> write = write();
    Begin<Ask, Answer, Memory> next = write();
    loop.add(write);
    loop.add(next);
    loop.add(new LoopEvent.Stop<>());
    loop.run();
    assertFailed(write, Reason.REFUSED, "cannot write the journal: the disk is full");
    assertFailed(next, Reason.REFUSED, "cannot write the journal: the disk is full");
  }

  @Test
  void whatBeginsAtTheDeadlineOfAnotherLeavesInTheSameTurn() {
    Begin<Ask, Answer, Memory> attack =
        new Begin<>(
            Kind.ATTACK,
            new Key("k"),
            (nonce, known) -> Toy.asking(nonce, REPLICA),
            Long.MIN_VALUE);
    Begin<Ask, Answer, Memory> next =
        new Begin<>(
            Kind.WRITE, new Key("k"), (nonce, known) -> Toy.asking(nonce, REPLICA), Long.MAX_VALUE);
    loop.add(attack);
    loop.add(next);
    loop.add(new LoopEvent.Stop<>());
    loop.run();
    assertThat(sent).hasSize(2);
  }

  /** A store is a part from outside. */
  @Test
  void whatHadEndedWhenTheLoopBrokeDownFails() {
    store.broken = true;
    Begin<Ask, Answer, Memory> write = write();
    loop.add(write);
    assertThatThrownBy(loop::run).hasMessage("a fault of the store");
    assertFailed(write, Reason.CLOSED, "the client was closed");
  }
}
