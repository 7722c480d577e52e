package ${package};

import java.util.SplittableRandom;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Key;

/** Answers some requests as if nobody had ever written anything. */
public final class Adversary implements ReplicaAdversary {
  @Override
  public String name() {
    return "${artifactId}";
  }

  @Override
  public String description() {
    return "answers every third request as if nobody had ever written anything; clients find"
        + " somebody who knows better";
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
        Step<S, A> truth = honest.step(state, arrival);
        Step<S, A> lie = honest.step(initial(arrival.scope().key()), arrival);
        return truth.refusal() == null && lie.refusal() == null && mayLie(seed, arrival)
            ? new Step<>(truth.next(), lie.reply(), lie.attest(), null)
            : truth;
      }
    };
  }

  /** The same for the same request, whenever and in whatever order it comes. */
  private static boolean mayLie(long seed, Arrival<?> arrival) {
    int request = arrival.request().message().nonce().hashCode();
    return new SplittableRandom(seed + request).nextInt(3) == 0;
  }
}
