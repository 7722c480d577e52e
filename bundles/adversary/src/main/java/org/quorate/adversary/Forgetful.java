package org.quorate.adversary;

import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;

/** Acknowledges everything and stores nothing. */
final class Forgetful implements ReplicaAdversary {
  @Override
  public String name() {
    return "forgetful";
  }

  @Override
  public String description() {
    return "B6: acknowledges everything, stores nothing. Later reads see every completed write.";
  }

  @Override
  public <S, Q extends Request, A extends Reply> ReplicaMachine<S, Q, A> corrupt(
      ReplicaMachine<S, Q, A> honest, long seed) {
    return new Liar<>(honest) {
      @Override
      public Step<S, A> step(S state, Arrival<Q> arrival) {
        return showing(state, honest.step(state, arrival));
      }
    };
  }
}
