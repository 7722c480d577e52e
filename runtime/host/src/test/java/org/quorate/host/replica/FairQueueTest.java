package org.quorate.host.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private final FairQueue<String, String> queue = new FairQueue<>();

  private void add(String whose, int count) {
    for (int i = 0; i < count; i++) {
      queue.add(whose, whose + i);
    }
  }

  @Test
  void d2_whoBringsMuchWaitsAndWhoBringsLittleDoesNot() throws InterruptedException {
    add("much", 5);
    add("little", 1);

    assertThat(queue.take(10, 2)).containsExactly("much0", "much1", "little0");
    add("little", 1);
    assertThat(queue.take(10, 2)).containsExactly("much2", "much3", "little0");
    assertThat(queue.take(10, 2)).containsExactly("much4");
  }

  @Test
  void d2_whoWasNotReachedIsNext() throws InterruptedException {
    add("a", 3);
    add("b", 3);
    add("c", 3);

    assertThat(queue.take(3, 2)).containsExactly("a0", "a1", "b0");
    assertThat(queue.take(3, 2)).containsExactly("c0", "c1", "a2");
    assertThat(queue.take(9, 2)).containsExactly("b1", "b2", "c2");
  }

  @Test
  void theEndComesAfterWhatIsThere() throws InterruptedException {
    add("a", 3);
    queue.end();

    assertThat(queue.take(2, 2)).containsExactly("a0", "a1");
    assertThat(queue.take(2, 2)).containsExactly("a2");
    assertThat(queue.take(2, 2)).isEmpty();
  }

  @Test
  void whoTakesWaitsForWhatComes() throws InterruptedException {
    List<String> taken = new ArrayList<>();
    Thread taker = new Thread(() -> takeInto(taken), "taker");
    taker.start();
    while (taker.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    add("a", 1);
    taker.join();
    assertThat(taken).containsExactly("a0");
  }

  private void takeInto(List<String> taken) {
    try {
      taken.addAll(queue.take(1, 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
