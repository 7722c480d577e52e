package org.quorate.host.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private static final int PER_SECOND_MAX = 100;
  private static final long SECOND_NANOS = 1_000_000_000;

  private static final double BUSY = 1;

  private final AtomicLong nowNanos = new AtomicLong();
  private final BulkBudget budget = new BulkBudget(1, nowNanos::get, () -> BUSY);
  private final FairQueue<String, String> queue =
      new FairQueue<>(new Throttle<>(PER_SECOND_MAX, nowNanos::get), budget, one -> 1);

  private void add(String whose, int count) {
    for (int i = 0; i < count; i++) {
      queue.add(whose, whose + i);
    }
  }

  private List<String> take(int max, int shared) throws InterruptedException {
    return queue.take(max, shared).items();
  }

  /** Nothing is left of the time of those with a backlog, until the next slice. */
  private void spendTheBudget() {
    budget.worked(1, SECOND_NANOS);
  }

  @Test
  void d2_whoBringsMuchWaitsAndWhoBringsLittleDoesNot() throws InterruptedException {
    add("much", 5);
    add("little", 1);

    assertThat(take(10, 4)).containsExactly("much0", "much1", "little0");
    add("little", 1);
    assertThat(take(10, 4)).containsExactly("much2", "much3", "little0");
    assertThat(take(10, 4)).containsExactly("much4");
  }

  @Test
  void d2_theFewerThereAreTheMoreEachGets() throws InterruptedException {
    add("a", 9);
    assertThat(take(10, 4)).containsExactly("a0", "a1", "a2", "a3");
    add("b", 9);
    add("c", 9);
    assertThat(take(10, 2)).containsExactly("a4", "b0", "c0");
  }

  @Test
  void d2_whoWasActiveOfLateHasItsShareKept() throws InterruptedException {
    add("flood", 30);
    add("a", 1);
    add("b", 1);
    add("c", 1);
    assertThat(take(10, 8)).hasSize(5);
    assertThat(take(30, 8)).as("a, b and c may come again").hasSize(2);
    nowNanos.addAndGet(SECOND_NANOS);
    assertThat(take(30, 8)).as("they have not").hasSize(8);
  }

  @Test
  void d2_nobodyIsServedFasterThanTheThrottleAllows() throws InterruptedException {
    add("flood", 5 * PER_SECOND_MAX);

    assertThat(take(1000, 1000)).hasSize(PER_SECOND_MAX);
    add("other", 1);
    assertThat(take(1000, 1000)).containsExactly("other0");
    nowNanos.addAndGet(SECOND_NANOS);
    assertThat(take(1000, 1000)).hasSize(PER_SECOND_MAX).first().isEqualTo("flood100");
  }

  @Test
  void d2_whatIsNotAllowedYetIsTakenWhenItIs() throws InterruptedException {
    FairQueue<String, String> real =
        new FairQueue<>(
            new Throttle<>(PER_SECOND_MAX, System::nanoTime),
            new BulkBudget(1, System::nanoTime, () -> 0),
            one -> 1);
    for (int i = 0; i < PER_SECOND_MAX + 1; i++) {
      real.add("flood", "flood" + i);
    }

    int taken = 0;
    while (taken < PER_SECOND_MAX + 1) {
      taken += real.take(1000, 1000).items().size();
    }
    assertThat(taken).isEqualTo(PER_SECOND_MAX + 1);
  }

  @Test
  void d2_whoHasABacklogWaitsForItsBudgetAndTheOthersDoNot() throws InterruptedException {
    add("flood", FairQueue.SPARSE_WAITING_MAX + 1);
    add("heavy", FairQueue.SPARSE_WAITING_MAX);
    spendTheBudget();

    assertThat(take(10, 1)).containsExactly("heavy0");
    nowNanos.addAndGet(100 * SECOND_NANOS);
    assertThat(take(10, 1)).containsExactly("flood0", "heavy1");
  }

  @Test
  void d2_aBacklogIsOneUntilNothingOfItWaits() throws InterruptedException {
    add("flood", FairQueue.SPARSE_WAITING_MAX + 1);
    assertThat(take(FairQueue.SPARSE_WAITING_MAX, 100)).hasSize(FairQueue.SPARSE_WAITING_MAX);
    spendTheBudget();
    add("other", 1);
    assertThat(take(10, 10)).as("one still waits").containsExactly("other0");

    nowNanos.addAndGet(100 * SECOND_NANOS);
    assertThat(take(10, 10)).containsExactly("flood8");
    spendTheBudget();
    add("flood", 1);
    assertThat(take(10, 10)).as("it began anew").containsExactly("flood0");
  }

  @Test
  void d2_whatATurnTakesIsCountedByWhoseItIs() throws InterruptedException {
    add("flood", 3 * FairQueue.SPARSE_WAITING_MAX);
    add("other", 1);

    FairQueue.Turn<String> turn = queue.take(4, 6);
    assertThat(turn).isEqualTo(new FairQueue.Turn<>(turn.items(), 1, 3));
    turn.took(100 * SECOND_NANOS, budget);
    assertThat(budget.waitNanos()).as("three quarters of it").isPositive();
    add("other", 1);
    assertThat(take(10, 10)).containsExactly("other0");
  }

  @Test
  void whatIsForgottenIsNeverTaken() throws InterruptedException {
    add("a", 2);
    add("b", 2);
    queue.forget("a", "a0"::equals);
    queue.forget("b", one -> true);
    queue.forget("c", one -> true);

    assertThat(take(10, 10)).containsExactly("a1");
  }

  @Test
  void whatIsNotAllowedByTheEndIsNeverTaken() throws InterruptedException {
    add("flood", 2 * PER_SECOND_MAX);
    queue.end();

    assertThat(take(1000, 1000)).hasSize(PER_SECOND_MAX);
    assertThat(take(1000, 1000)).isEmpty();
  }

  @Test
  void d2_whoWasNotReachedIsNext() throws InterruptedException {
    add("a", 3);
    add("b", 3);
    add("c", 3);

    assertThat(take(3, 6)).containsExactly("a0", "a1", "b0");
    assertThat(take(3, 6)).containsExactly("c0", "c1", "a2");
    assertThat(take(9, 6)).containsExactly("b1", "b2", "c2");
  }

  @Test
  void theEndComesAfterWhatIsThere() throws InterruptedException {
    add("a", 3);
    queue.end();

    assertThat(take(2, 2)).containsExactly("a0", "a1");
    assertThat(take(2, 2)).containsExactly("a2");
    assertThat(take(2, 2)).isEmpty();
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
      taken.addAll(take(1, 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
