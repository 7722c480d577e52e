package org.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Key;
import org.quorate.client.LoopEvent.Begin;
import org.quorate.client.LoopEvent.Kind;

class WriteQueuesTest {
  private final WriteQueues<Request, Reply, Object> writes = new WriteQueues<>();
  private final Begin<Request, Reply, Object> first = write("k");
  private final Begin<Request, Reply, Object> second = write("k");
  private final Begin<Request, Reply, Object> third = write("k");

  private static Begin<Request, Reply, Object> write(String key) {
    return new Begin<>(Kind.WRITE, new Key(key), (nonce, known) -> null, Long.MAX_VALUE);
  }

  @Test
  void writesOfOneRegisterHaveTheirTurnsInOrder() {
    assertThat(writes.add(first)).isTrue();
    assertThat(writes.add(second)).isFalse();
    assertThat(writes.add(third)).isFalse();

    assertThat(writes.nextAfter(first)).isSameAs(second);
    assertThat(writes.nextAfter(second)).isSameAs(third);
    assertThat(writes.nextAfter(third)).isNull();
    assertThat(writes.all()).isEmpty();
    assertThat(writes.add(first)).isTrue();
  }

  @Test
  void writesOfOtherRegistersDoNotWait() {
    writes.add(first);
    assertThat(writes.add(write("other"))).isTrue();
  }

  /** A read of the same register ends, or a write that was withdrawn. */
  @Test
  void onlyTheEndOfTheWriteWhoseTurnItIsLetsTheNextOneBegin() {
    writes.add(first);
    writes.add(second);
    assertThat(writes.nextAfter(third)).isNull();
    assertThat(writes.nextAfter(second)).isNull();
    assertThat(writes.nextAfter(first)).isSameAs(second);
  }

  @Test
  void aWriteIsWithdrawnOnlyWhileItWaits() {
    writes.add(first);
    writes.add(second);
    writes.add(third);
    writes.withdraw(second);
    writes.withdraw(first);

    assertThat(writes.all()).containsExactly(first, third);
    assertThat(writes.nextAfter(first)).isSameAs(third);
  }
}
