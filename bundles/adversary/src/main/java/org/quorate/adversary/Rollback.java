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

/** Its disk lies: now and then it holds what it held long ago, as if an old copy were put back. */
final class Rollback implements ReplicaAdversary {
  private static final int REQUESTS_PER_ROLLBACK = 3;

  @Override
  public String name() {
    return "rollback";
  }

  @Override
  public String description() {
    return "B6, R4: its disk is put back to an older copy now and then, and it goes on from there,"
        + " without the prepares and values since. Later reads see every completed write.";
  }

  @Override
  public <S, Q extends Request, A extends Reply> ReplicaMachine<S, Q, A> corrupt(
      ReplicaMachine<S, Q, A> honest, long seed) {
    Map<Key, S> copies = new ConcurrentHashMap<>();
    return new Liar<>(honest) {
      @Override
      public Step<S, A> step(S state, Arrival<Q> arrival) {
        Key key = arrival.scope().key();
        S copy = copies.computeIfAbsent(key, first -> state);
        if (chance(seed, arrival).nextInt(REQUESTS_PER_ROLLBACK) > 0) {
          return honest.step(state, arrival);
        }
        copies.put(key, state);
        return honest.step(copy, arrival);
      }
    };
  }
}
