package org.quorate.conformance.protocol;

import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ReplicaSet;

/** Goes to all for some rounds, then to a few only, and never ends. */
record PartialWrite<Q extends Request, A extends Reply, J>(
    ClientOperation<Q, A, J> honest, ReplicaSet few, int roundsToAll, int round)
    implements ClientOperation<Q, A, J> {

  @Override
  public ClientStep<Q, A, J> step(Input<A> input) {
    ClientStep<Q, A, J> step = honest.step(input);
    boolean asks = !step.asks().isEmpty();
    int now = asks ? round + 1 : round;
    ClientStep<Q, A, J> mine =
        ClientStep.to(new PartialWrite<>(step.next(), few, roundsToAll, now));
    for (Ask<Q> ask : step.asks()) {
      ReplicaSet to = now <= roundsToAll ? ask.to() : ask.to().intersection(few);
      mine = mine.asking(new Ask<>(to, ask.request()));
    }
    return step.sign() == null ? mine : mine.signing(step.sign());
  }

  @Override
  public String progress() {
    return "cheats";
  }
}
