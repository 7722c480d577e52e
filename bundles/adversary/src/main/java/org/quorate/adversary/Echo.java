package org.quorate.adversary;

import java.util.List;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;

/** Answers with what it answered earlier, to whatever question. */
final class Echo implements ReplicaAdversary {
  @Override
  public String name() {
    return "echo";
  }

  @Override
  public String description() {
    return "E8, B7, B8: answers questions with its earlier answers to other questions and clients,"
        + " conflicts included. None of it counts, ends or misleads an operation.";
  }

  @Override
  public <S, Q extends Request, A extends Reply> ReplicaMachine<S, Q, A> corrupt(
      ReplicaMachine<S, Q, A> honest, long seed) {
    Said<S, A> earlier = new Said<>();
    return new Liar<>(honest) {
      @Override
      public Step<S, A> step(S state, Arrival<Q> arrival) {
        Step<S, A> now = honest.step(state, arrival);
        if (now.reply() == null) {
          return now;
        }
        List<Step<S, A>> said = earlier.with(arrival.scope().key(), now);
        Step<S, A> echoed = said.get(chance(seed, arrival).nextInt(said.size()));
        A reply = echoed.reply();
        return reply == null
            ? now
            : new Step<>(
                now.next(),
                Records.withNonce(reply, arrival.request().message().nonce()),
                echoed.attest(),
                null);
      }
    };
  }
}
