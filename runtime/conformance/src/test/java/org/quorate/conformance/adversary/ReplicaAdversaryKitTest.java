package org.quorate.conformance.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Key;
import org.quorate.conformance.result.KitRun;

class ReplicaAdversaryKitTest {
  @Test
  void whoForgetsEverythingPasses() {
    assertThat(KitRun.of(Forgetter.class).failures()).isEmpty();
  }

  @Test
  void whoTellsTheTruthDoesNotLie() {
    assertThat(KitRun.of(Honest.class).failures()).containsExactly("lies");
  }

  @Test
  void whoeverLiesByChanceIsNotReplayed() {
    assertThat(KitRun.of(Moody.class).failures()).contains("oneSeed_oneWayToLie");
  }

  @Test
  void whoeverThrowsFails() {
    assertThat(KitRun.of(Throwing.class).failures()).contains("lies", "oneSeed_oneWayToLie");
  }

  /** What a wrong adversary does on a request. */
  private interface Behaviour {
    <S, Q extends Request, A extends Reply> Step<S, A> step(
        ReplicaMachine<S, Q, A> honest, S state, Arrival<Q> arrival);
  }

  private static ReplicaAdversary behaving(Behaviour behaviour) {
    return new ReplicaAdversary() {
      @Override
      public String name() {
        return "wrong";
      }

      @Override
      public String description() {
        return "is wrong on purpose";
      }

      @Override
      public <S, Q extends Request, A extends Reply> ReplicaMachine<S, Q, A> corrupt(
          ReplicaMachine<S, Q, A> honest, long seed) {
        return new ReplicaMachine<>() {
          @Override
          public S initial(Key key) {
            return honest.initial(key);
          }

          @Override
          public Step<S, A> step(S state, Arrival<Q> arrival) {
            return behaviour.step(honest, state, arrival);
          }
        };
      }
    };
  }

  /** What is forgotten at once. */
  private static <S, Q extends Request, A extends Reply> Step<S, A> forgetting(
      ReplicaMachine<S, Q, A> honest, S state, Arrival<Q> arrival) {
    Step<S, A> step = honest.step(honest.initial(arrival.scope().key()), arrival);
    return new Step<>(state, step.reply(), step.attest(), step.refusal());
  }

  static final class Forgetter extends ReplicaAdversaryKit {
    @Override
    protected ReplicaAdversary adversary() {
      return behaving(ReplicaAdversaryKitTest::forgetting);
    }
  }

  static final class Honest extends ReplicaAdversaryKit {
    @Override
    protected ReplicaAdversary adversary() {
      return behaving(ReplicaMachine::step);
    }
  }

  static final class Moody extends ReplicaAdversaryKit {
    private static final AtomicInteger MOOD = new AtomicInteger();

    @Override
    protected ReplicaAdversary adversary() {
      return behaving(
          new Behaviour() {
            @Override
            public <S, Q extends Request, A extends Reply> Step<S, A> step(
                ReplicaMachine<S, Q, A> honest, S state, Arrival<Q> arrival) {
              return MOOD.incrementAndGet() % 5 == 0
                  ? forgetting(honest, state, arrival)
                  : honest.step(state, arrival);
            }
          });
    }
  }

  static final class Throwing extends ReplicaAdversaryKit {
    @Override
    protected ReplicaAdversary adversary() {
      return behaving(
          new Behaviour() {
            @Override
            public <S, Q extends Request, A extends Reply> Step<S, A> step(
                ReplicaMachine<S, Q, A> honest, S state, Arrival<Q> arrival) {
              throw new IllegalStateException("on purpose");
            }
          });
    }
  }
}
