package org.quorate.adversary;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;

/** Answers from the past. */
final class Stale implements ReplicaAdversary {
  /** An older state is moved on from after about so many requests. */
  private static final int REQUESTS_PER_STATE = 8;

  @Override
  public String name() {
    return "stale";
  }

  @Override
  public String description() {
    return "B2, B7: answers queries from the initial state, or from an older one, with its valid"
        + " certificate. Never returned after a newer completed write.";
  }

  @Override
  public <S, Q extends Request, A extends Reply> ReplicaMachine<S, Q, A> corrupt(
      ReplicaMachine<S, Q, A> honest, long seed) {
    return new Machine<>(honest, seed, sender -> true);
  }

  /** Answers {@code fooled} from the past, and the others honestly. */
  static final class Machine<S, Q extends Request, A extends Reply> extends Liar<S, Q, A> {
    private final long seed;
    private final Predicate<ClientId> fooled;
    private final Map<Key, S> past = new ConcurrentHashMap<>();

    Machine(ReplicaMachine<S, Q, A> honest, long seed, Predicate<ClientId> fooled) {
      super(honest);
      this.seed = seed;
      this.fooled = fooled;
    }

    @Override
    public Step<S, A> step(S state, Arrival<Q> arrival) {
      Step<S, A> now = honest.step(state, arrival);
      Step<S, A> then = honest.step(past(state, arrival), arrival);
      // It keeps its promises: what it attests in answer to a change it has recorded.
      boolean mayShow = now.next() == state || Objects.equals(now.attest(), then.attest());
      return fooled.test(arrival.sender()) && mayShow && then.refusal() == null
          ? showing(now.next(), then)
          : now;
    }

    private S past(S state, Arrival<Q> arrival) {
      Key key = arrival.scope().key();
      return seed % 2 == 0
          ? initial(key)
          : past.merge(
              key,
              state,
              (older, newer) ->
                  chance(seed, arrival).nextInt(REQUESTS_PER_STATE) == 0 ? newer : older);
    }
  }
}
