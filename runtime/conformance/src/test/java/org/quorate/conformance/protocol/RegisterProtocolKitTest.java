package org.quorate.conformance.protocol;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.lab.ToyRegister;
import org.quorate.conformance.lab.ToyRegister.Bug;

/** The exam, failed: each bug is seen, by the part of the exam that looks for it. */
final class RegisterProtocolKitTest {
  @ParameterizedTest
  @EnumSource(names = {"NO_WRITE_BACK", "ONE_ANSWER_IS_ENOUGH", "REPLICA_TAKES_OLDER"})
  void bugsThatShowInHistories(Bug bug) {
    assertThatThrownBy(() -> runAll(kit(bug)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("linearizability")
        .hasMessageContaining("VIOLATED")
        .hasMessageContaining("replay: -Dtest=ToyKit -Dquorate.seed=")
        .hasMessageContaining("the run's last events");
  }

  @Test
  void operationsThatNeverReturn() {
    assertThatThrownBy(() -> runAll(kit(Bug.NEVER_RETURNS)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("stuck although all is healed");
  }

  @Test
  void machinesThatAreNotPure() {
    assertThatThrownBy(() -> kit(Bug.IMPURE).machinesArePure())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not a function of its arguments");
  }

  @Test
  void roundTripsThatAreNotPromised() {
    assertThatThrownBy(kit(Bug.NO_WRITE_BACK)::undisturbed_operationsTakeTheRoundTripsPromised)
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void anExamThatDoesNotLook() {
    // Liars that are none: more of them than tolerated break nothing.
    RegisterProtocolKit blind =
        new ToyKit(ToyRegister.correct()) {
          @Override
          protected List<Liar> liarsBeyondTolerance() {
            return List.of(Liar.BABBLING);
          }
        };
    assertThatThrownBy(() -> run(blind.withMoreLiarsThanItTolerates_itBreaks().toList()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seen to break in none");
  }

  private static RegisterProtocolKit kit(Bug bug) {
    return new ToyKit(ToyRegister.with(bug));
  }

  private static void runAll(RegisterProtocolKit kit) throws Throwable {
    run(kit.withTheFaultsItTolerates_itHolds().toList());
  }

  private static void run(List<DynamicTest> tests) throws Throwable {
    for (DynamicTest test : tests) {
      test.getExecutable().execute();
    }
  }

  private static class ToyKit extends RegisterProtocolKit {
    private final ToyRegister toy;

    ToyKit(ToyRegister toy) {
      this.toy = toy;
    }

    /** Enough for the rarest of the bugs: two readers must overlap with one write. */
    @Override
    protected int seeds() {
      return 300;
    }

    @Override
    protected RegisterProtocol<?, ?, ?, ?> protocol() {
      return toy;
    }
  }
}
