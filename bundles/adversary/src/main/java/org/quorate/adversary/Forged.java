package org.quorate.adversary;

import java.util.SplittableRandom;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;

/** Changes what it answers. */
final class Forged implements ReplicaAdversary {
  @Override
  public String name() {
    return "forged";
  }

  @Override
  public String description() {
    return "B4, B7: answers with one field changed: another value or hash, a self-made certificate,"
        + " a timestamp of 2^62. Ignored, not counted, recorded as misbehaviour.";
  }

  @Override
  public <S, Q extends Request, A extends Reply> ReplicaMachine<S, Q, A> corrupt(
      ReplicaMachine<S, Q, A> honest, long seed) {
    return new Liar<>(honest) {
      @Override
      public Step<S, A> step(S state, Arrival<Q> arrival) {
        Step<S, A> step = honest.step(state, arrival);
        A reply = step.reply();
        SplittableRandom chance = chance(seed, arrival);
        return reply == null
            ? step
            : new Step<>(step.next(), Records.changed(reply, chance), step.attest(), null);
      }
    };
  }
}
