package org.quorate.host.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Key;
import org.quorate.host.codec.RecordCodec;
import org.quorate.host.codec.StateCodec;

class RegisterStatesTest {
  private static final int NAMES = 1_000_000;
  private static final long GROWTH_BYTES_MAX = 16L << 20;

  private final RegisterStates<Toy.Counter> states =
      new RegisterStates<>(
          new Toy(),
          new StateCodec<>(RecordCodec.cbor(1 << 20), Toy.Counter.class),
          new Toy.Store(),
          64 << 20);

  /** Whoever may read may ask for any name, and nobody counts that. */
  @Test
  void d4_aMillionNamesOfRegistersThatAreNotThereTakeNoMoreMemoryThanATenthOfThem()
      throws IOException {
    askFor(0, NAMES / 10);
    long before = usedBytes();

    askFor(NAMES / 10, NAMES);

    assertThat(usedBytes() - before).isLessThan(GROWTH_BYTES_MAX);
    assertThat(states.get(new Key("name 1"))).isEqualTo(new Toy.Counter(0));
  }

  private void askFor(int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      states.get(new Key("name " + i));
    }
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
