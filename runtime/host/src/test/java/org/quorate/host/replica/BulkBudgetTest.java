package org.quorate.host.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BulkBudgetTest {
  private static final int PROCESSORS = 2;
  private static final long SLICE_NANOS = 100_000_000;
  private static final long ALL_NANOS = PROCESSORS * SLICE_NANOS;
  private static final long STEP_NANOS = 100_000;
  private static final double IDLE = 0.5;
  private static final double BUSY = 0.9;

  private final AtomicLong nowNanos = new AtomicLong();
  private final AtomicReference<Double> load = new AtomicReference<>(BUSY);
  private final BulkBudget budget = new BulkBudget(PROCESSORS, nowNanos::get, load::get);

  /** What a flood gets of one slice while {@code sparseNanos} are done for others. */
  private long given(double sparseNanos) {
    nowNanos.addAndGet(SLICE_NANOS);
    budget.worked(sparseNanos, 0);
    long given = 0;
    while (budget.waitNanos() == 0 && given < ALL_NANOS) {
      budget.worked(0, STEP_NANOS);
      given += STEP_NANOS;
    }
    return given;
  }

  private long givenAfter(int slices, double sparseNanos) {
    long given = 0;
    for (int i = 0; i < slices; i++) {
      given = given(sparseNanos);
    }
    return given;
  }

  @Test
  void d2_getsAllOfABusyMachineWhereNobodyElseWorks() {
    assertThat(givenAfter(100, 0)).isEqualTo(ALL_NANOS);
  }

  @Test
  void d2_isHalvedTenTimesASecondWhereOthersWorkOnABusyMachine() {
    assertThat(given(1)).isEqualTo(ALL_NANOS);
    assertThat(given(1)).isEqualTo(ALL_NANOS / 2);
    assertThat(given(1)).isEqualTo(ALL_NANOS / 4);
  }

  @Test
  void d2_keepsAHundredthOfTheProcessors() {
    assertThat(givenAfter(100, 1)).isEqualTo(ALL_NANOS / 100);
  }

  @Test
  void d2_keepsATenthOfWhatIsDoneForOthers() {
    assertThat(givenAfter(100, SLICE_NANOS)).isEqualTo(SLICE_NANOS / 10);
  }

  @Test
  void growsToAllThereIsWhenSomethingIsToSpare() {
    givenAfter(100, 1);
    load.set(IDLE);
    assertThat((double) given(1)).isCloseTo(0.0125 * ALL_NANOS, within(1.0 * STEP_NANOS));
    assertThat(givenAfter(100, 1)).isEqualTo(ALL_NANOS);
  }

  @Test
  void isAllThereIsASecondAfterTheOthersWent() {
    givenAfter(100, 1);
    assertThat(givenAfter(10, 0)).isEqualTo(ALL_NANOS / 100);
    assertThat(givenAfter(2, 0)).isEqualTo(ALL_NANOS);
  }

  @Test
  void whatWasTooMuchIsPaidFromTheNextSlices() {
    givenAfter(100, 1);
    budget.worked(0, 3.5 * ALL_NANOS / 100);
    assertThat(given(1)).isZero();
    assertThat(given(1)).isZero();
    assertThat(given(1)).isZero();
    assertThat(given(1)).isPositive();
  }

  @Test
  void whatIsNotUsedIsNotSavedUp() {
    givenAfter(100, 1);
    nowNanos.addAndGet(5 * SLICE_NANOS);
    assertThat(given(1)).isLessThanOrEqualTo(ALL_NANOS / 100 + STEP_NANOS);
  }

  @Test
  void waitsForTheNextSlice() {
    givenAfter(100, 1);
    nowNanos.addAndGet(SLICE_NANOS / 4);
    assertThat(budget.waitNanos()).isEqualTo(3 * SLICE_NANOS / 4);
  }

  @Test
  void aLoadThatIsNotKnownLimitsNobody() {
    for (double unknown : new double[] {-1, Double.NaN}) {
      load.set(unknown);
      assertThat(givenAfter(20, 1)).isEqualTo(ALL_NANOS);
    }
  }
}
