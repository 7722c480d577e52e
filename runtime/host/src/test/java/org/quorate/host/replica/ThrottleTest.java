package org.quorate.host.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private static final int PER_SECOND_MAX = 20;

  private final AtomicLong nowNanos = new AtomicLong(Long.MAX_VALUE - 1);
  private final Throttle<String> throttle = new Throttle<>(PER_SECOND_MAX, nowNanos::get);

  private void passMillis(long millis) {
    nowNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** Takes units one by one for as long as there are any. */
  private int spentBy(String whose) {
    int spent = 0;
    while (throttle.waitNanos(whose) == 0) {
      throttle.charge(whose, 1);
      spent++;
    }
    return spent;
  }

  @Test
  void d2_aSecondsWorthAtOnceAndThenTheRate() {
    assertThat(spentBy("mallory")).isEqualTo(PER_SECOND_MAX);
    assertThat(throttle.waitNanos("mallory")).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
    passMillis(99);
    assertThat(throttle.waitNanos("mallory")).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1));
    passMillis(1);
    assertThat(spentBy("mallory")).isEqualTo(2);
    passMillis(500);
    assertThat(spentBy("mallory")).isEqualTo(10);
    passMillis(60_000);
    assertThat(spentBy("mallory")).isEqualTo(PER_SECOND_MAX);
  }

  @Test
  void d2_whatOneHasSpentIsNotMissedByAnother() {
    spentBy("mallory");
    assertThat(spentBy("alice")).isEqualTo(PER_SECOND_MAX);
  }

  @Test
  void d2_aDebtIsPaidFirst() {
    throttle.charge("mallory", 2 * PER_SECOND_MAX);
    long wait = throttle.waitNanos("mallory");
    assertThat(wait).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1_100));
    passMillis(1_100);
    assertThat(spentBy("mallory")).isEqualTo(2);
  }

  @Test
  void remembersThoseOnlyWhoHaveUsedSomething() {
    assertThat(throttle.waitNanos("asks")).isZero();
    assertThat(throttle.active()).isZero();
    spentBy("mallory");
    throttle.charge("alice", 1);
    assertThat(throttle.active()).isEqualTo(2);
    passMillis(100);
    assertThat(throttle.active()).isEqualTo(1);
    passMillis(900);
    assertThat(throttle.active()).isZero();
  }

  @Test
  void noDebtShutsAnybodyOut() {
    throttle.charge("erring", 1_000_000);
    assertThat(throttle.waitNanos("erring")).isEqualTo(TimeUnit.MILLISECONDS.toNanos(5_100));
  }

  @Test
  void aRateOfLessThanOneInASliceIsKept() {
    Throttle<String> slow = new Throttle<>(1, nowNanos::get);
    slow.charge("a", 1);
    assertThat(slow.waitNanos("a")).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
    passMillis(100);
    slow.charge("a", 1);
    assertThat(slow.waitNanos("a")).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1_000));
  }
}
