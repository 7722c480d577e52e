package org.quorate.adversary;

import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Scope;

/** Lives in the next configuration. */
final class OtherEpoch implements ReplicaAdversary {
  @Override
  public String name() {
    return "other-epoch";
  }

  @Override
  public String description() {
    return "B9: answers rightly, and attests as a replica of the next epoch. Not combined with the"
        + " others; no failure while a quorum of consistent replicas exists.";
  }

  @Override
  public <S, Q extends Request, A extends Reply> ReplicaMachine<S, Q, A> corrupt(
      ReplicaMachine<S, Q, A> honest, long seed) {
    return new Liar<>(honest) {
      @Override
      public Step<S, A> step(S state, Arrival<Q> arrival) {
        Scope here = arrival.scope();
        Scope there = new Scope(here.cluster(), new Epoch(here.epoch().number() + 1), here.key());
        return honest.step(
            state, new Arrival<>(there, arrival.sender(), arrival.request(), arrival.access()));
      }
    };
  }
}
