package org.quorate.adversary;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;

/** Keeps the states of every replica that it was ever in, and lies with all of them. */
final class Nomad implements ReplicaAdversary {
  /** How many states of a register it keeps: the oldest of them for ever. */
  private static final int STATES_MAX = 8;

  @Override
  public String name() {
    return "nomad";
  }

  @Override
  public String description() {
    return "R7: keeps the states of every replica that it was ever in; answers from the oldest,"
        + " attests what any of them would, and leaves the oldest behind. While it is in at most f"
        + " replicas in all, everything holds.";
  }

  @Override
  public <S, Q extends Request, A extends Reply> ReplicaMachine<S, Q, A> corrupt(
      ReplicaMachine<S, Q, A> honest, long seed) {
    Journey<S, Q, A> journey = journey(seed);
    return journey.take(new ReplicaId(1), honest);
  }

  @Override
  public <S, Q extends Request, A extends Reply> Journey<S, Q, A> journey(long seed) {
    Map<Key, List<S>> seen = new ConcurrentHashMap<>();
    return (replica, honest) -> new Machine<>(honest, seed, seen);
  }

  private static final class Machine<S, Q extends Request, A extends Reply> extends Liar<S, Q, A> {
    private final long seed;
    private final Map<Key, List<S>> seen;

    Machine(ReplicaMachine<S, Q, A> honest, long seed, Map<Key, List<S>> seen) {
      super(honest);
      this.seed = seed;
      this.seen = seen;
    }

    @Override
    public Step<S, A> step(S state, Arrival<Q> arrival) {
      List<S> known =
          seen.merge(arrival.scope().key(), List.of(state), (before, now) -> with(before, state));
      SplittableRandom chance = chance(seed, arrival);
      S left = chance.nextBoolean() ? state : known.get(0);
      Step<S, A> obliging =
          known.stream()
              .map(then -> honest.step(then, arrival))
              .filter(step -> step.attest() != null)
              .findFirst()
              .orElseGet(() -> honest.step(known.get(0), arrival));
      return chance.nextBoolean()
          ? showing(left, obliging)
          : showing(left, honest.step(state, arrival));
    }

    private static <S> List<S> with(List<S> before, S state) {
      if (before.contains(state)) {
        return before;
      }
      int dropped = before.size() < STATES_MAX ? 1 : 2;
      return Stream.of(before.stream().limit(1), before.stream().skip(dropped), Stream.of(state))
          .flatMap(states -> states)
          .toList();
    }
  }
}
