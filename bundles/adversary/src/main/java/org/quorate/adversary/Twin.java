package org.quorate.adversary;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Key;

/** Two honest replicas under one identity, each serving about half of the clients. */
final class Twin implements ReplicaAdversary {
  @Override
  public String name() {
    return "twin";
  }

  @Override
  public String description() {
    return "B10: two copies of one identity with split state, each for some of the clients. No"
        + " new-then-old, no second value for a timestamp.";
  }

  @Override
  public <S, Q extends Request, A extends Reply> ReplicaMachine<S, Q, A> corrupt(
      ReplicaMachine<S, Q, A> honest, long seed) {
    Map<Key, S> states = new ConcurrentHashMap<>();
    return new Liar<>(honest) {
      @Override
      public Step<S, A> step(S state, Arrival<Q> arrival) {
        if (!TwoFaced.isSecondFaceFor(arrival.sender(), seed)) {
          return honest.step(state, arrival);
        }
        Key key = arrival.scope().key();
        Step<S, A> step = honest.step(states.getOrDefault(key, initial(key)), arrival);
        states.put(key, step.next());
        return showing(state, step);
      }
    };
  }
}
