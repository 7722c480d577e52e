package org.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.register.RegisterException;
import org.quorate.api.register.RegisterException.Reason;
import org.quorate.api.storage.RegisterStore;
import org.quorate.client.LoopEvent.Begin;
import org.quorate.client.LoopEvent.Kind;
import org.quorate.host.codec.RecordCodec;

class OperationLoopTest {
  static final RegisterStore EMPTY =
      new RegisterStore() {
        @Override
        public Map<String, Bytes> read(Key key) {
          return Map.of();
        }

        @Override
        public void commit(List<Change> changes) {
          throw new AssertionError("there is nothing to journal");
        }

        @Override
        public List<Key> keys(Key after, int limit) {
          return List.of();
        }

        @Override
        public void close() {}
      };

  private final OperationLoop<Request, Reply, Object> loop =
      new OperationLoop<>(
          new ClientParts<>(null, null, null, null, null, null, null, null, null, null, null),
          new Journal<>(EMPTY, RecordCodec.cbor(1000), Object.class),
          new Outbox(Map.of()),
          new Unconnected(List.of()),
          () -> Bytes.EMPTY,
          key -> true);

  private static Begin<Request, Reply, Object> operation() {
    return new Begin<>(Kind.READ, new Key("k"), (nonce, known) -> null, Long.MAX_VALUE);
  }

  @Test
  void whatArrivesAfterTheEndFailsAtOnce() {
    loop.add(new LoopEvent.Stop<>());
    loop.run();
    Begin<Request, Reply, Object> late = operation();
    loop.add(late);

    assertThat(late.result).isDone();
    assertThatThrownBy(late.result::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(RegisterException.class)
        .extracting(e -> ((RegisterException) e.getCause()).reason())
        .isEqualTo(Reason.CLOSED);
  }
}
