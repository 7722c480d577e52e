package org.quorate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoTest {
  private final Memo<Integer> memo = new Memo<>();
  private final AtomicInteger worked = new AtomicInteger();

  @Test
  void worksOutEachStateWithEachLetterOnce() {
    assertThat(memo.of(1, 2, worked::incrementAndGet)).isEqualTo(1);
    assertThat(memo.of(2, 1, worked::incrementAndGet)).isEqualTo(2);
    assertThat(memo.of(1, 2, worked::incrementAndGet)).isEqualTo(1);
    assertThat(worked).hasValue(2);
  }
}
