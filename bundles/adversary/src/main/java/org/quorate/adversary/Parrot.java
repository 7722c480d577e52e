package org.quorate.adversary;

import java.util.List;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;

/** Repeats itself word for word. */
final class Parrot implements ReplicaAdversary {
  @Override
  public String name() {
    return "parrot";
  }

  @Override
  public String description() {
    return "B8: answers with an answer to an earlier question, nonce and all: a duplicate for whoever"
        + " asked that, unsolicited for everybody else. One vote for each replica and request.";
  }

  @Override
  public <S, Q extends Request, A extends Reply> ReplicaMachine<S, Q, A> corrupt(
      ReplicaMachine<S, Q, A> honest, long seed) {
    Said<S, A> earlier = new Said<>();
    return new Liar<>(honest) {
      @Override
      public Step<S, A> step(S state, Arrival<Q> arrival) {
        Step<S, A> now = honest.step(state, arrival);
        A due = now.reply();
        if (due == null) {
          return now;
        }
        List<Step<S, A>> others =
            earlier.with(arrival.scope().key(), now).stream()
                .filter(step -> !isTo(due.nonce(), step))
                .toList();
        return others.isEmpty()
            ? now
            : showing(now.next(), others.get(chance(seed, arrival).nextInt(others.size())));
      }
    };
  }

  private static boolean isTo(Nonce nonce, Step<?, ?> step) {
    return step.reply() != null && step.reply().nonce().equals(nonce);
  }
}
