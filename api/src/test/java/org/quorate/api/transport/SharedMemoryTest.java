package org.quorate.api.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SharedMemoryTest {
  private static final int BYTES_MAX = 1200;

  private final SharedMemory<String> memory = new SharedMemory<>(BYTES_MAX);

  private int takeAll(String who) {
    int taken = 0;
    while (memory.take(who, 1)) {
      taken++;
    }
    return taken;
  }

  @Test
  void oneHasHalfAndTheNextHalfOfTheRest() {
    assertThat(takeAll("a")).isEqualTo(BYTES_MAX / 2);
    assertThat(takeAll("b")).isEqualTo(BYTES_MAX / 4);
    assertThat(takeAll("c")).isEqualTo(BYTES_MAX / 8);
  }

  @Test
  void whoeverTakesByTurnsHasTheSame() {
    Map<String, Integer> taken = new HashMap<>();
    boolean any = true;
    while (any) {
      any = false;
      for (String who : List.of("a", "b", "c")) {
        if (memory.take(who, 1)) {
          taken.merge(who, 1, Integer::sum);
          any = true;
        }
      }
    }
    assertThat(taken).containsOnly(Map.entry("a", 300), Map.entry("b", 300), Map.entry("c", 300));
  }

  @Test
  void whatIsRefusedIsNotHeld() {
    assertThat(memory.take("a", BYTES_MAX / 2 + 1)).isFalse();
    assertThat(memory.heldBytes()).isZero();
    assertThat(memory.take("a", BYTES_MAX / 2)).isTrue();
  }

  @Test
  void itIsScarceFromHalfOfTheLimitOn() {
    assertThat(memory.isScarceFor("a")).isFalse();
    assertThat(memory.take("a", BYTES_MAX / 3)).isTrue();
    assertThat(memory.isScarceFor("a")).isFalse();
    assertThat(memory.take("a", 1)).isTrue();
    assertThat(memory.isScarceFor("a")).isTrue();
    assertThat(memory.isScarceFor("b")).isFalse();
  }

  @Test
  void whatNobodyHoldsIsNotGivenBack() {
    assertThat(memory.take("a", 10)).isTrue();
    assertThatThrownBy(() -> memory.giveBack("b", 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> memory.giveBack("a", 11)).isInstanceOf(IllegalStateException.class);
    memory.giveBack("a", 10);
    assertThat(memory.heldBytes()).isZero();
    assertThatThrownBy(() -> new SharedMemory<>(0)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Whatever is taken and given back, in whatever order. */
  @Property
  void d4_allHoldNoMoreThanThereIs(
      @ForAll @Size(max = 100) List<@IntRange(min = -400, max = 400) Integer> steps) {
    Map<String, Long> held = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      String who = "client " + i % 7;
      long bytes = Math.abs(steps.get(i));
      long own = held.getOrDefault(who, 0L);
      if (steps.get(i) < 0) {
        long back = Math.min(bytes, own);
        memory.giveBack(who, back);
        held.put(who, own - back);
      } else if (memory.take(who, bytes)) {
        held.put(who, own + bytes);
      }
      long all = held.values().stream().mapToLong(Long::longValue).sum();
      assertThat(memory.heldBytes()).isEqualTo(all).isLessThanOrEqualTo(BYTES_MAX);
    }
    held.forEach(memory::giveBack);
    assertThat(memory.heldBytes()).isZero();
  }
}
