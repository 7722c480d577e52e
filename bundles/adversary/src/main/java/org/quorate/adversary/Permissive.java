package org.quorate.adversary;

import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.machine.Access;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;

/** Does for anybody what it ought to refuse. */
final class Permissive implements ReplicaAdversary {
  /** Everybody may do everything. */
  private static final Access OPEN =
      new Access() {
        @Override
        public boolean isRevoked(ClientId client) {
          return false;
        }

        @Override
        public boolean mayRead(ClientId client, Key key) {
          return true;
        }

        @Override
        public boolean mayWrite(ClientId client, Key key) {
          return true;
        }
      };

  @Override
  public String name() {
    return "permissive";
  }

  @Override
  public String description() {
    return "B5, with E1 and P3: where its lists or its rights make it refuse, it attests as one that"
        + " never prepared anything would. The bounds for clients hold all the same.";
  }

  @Override
  public <S, Q extends Request, A extends Reply> ReplicaMachine<S, Q, A> corrupt(
      ReplicaMachine<S, Q, A> honest, long seed) {
    return new Liar<>(honest) {
      @Override
      public Step<S, A> step(S state, Arrival<Q> arrival) {
        Arrival<Q> allowed =
            new Arrival<>(arrival.scope(), arrival.sender(), arrival.request(), OPEN);
        Step<S, A> step = honest.step(state, allowed);
        if (step.attest() != null) {
          return step;
        }
        Step<S, A> fresh = honest.step(initial(arrival.scope().key()), allowed);
        return fresh.attest() == null ? step : showing(state, fresh);
      }
    };
  }
}
