package org.quorate.adversary;

import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ReplicaSet;

/** Prepares and never writes. */
final class PrepareOnly implements ClientAdversary {
  @Override
  public String name() {
    return "prepare-only";
  }

  @Override
  public String description() {
    return "P2: does everything up to the last phase, which it never begins. Others are unaffected;"
        + " one entry stays open.";
  }

  @Override
  public <Q extends Request, A extends Reply, J> ClientOperation<Q, A, J> attack(
      HonestWrites<Q, A, J> honest, ReplicaSet replicas, long seed) {
    return new Attack<>(honest.write(honest.values().get(0)));
  }

  private record Attack<Q extends Request, A extends Reply, J>(ClientOperation<Q, A, J> honest)
      implements ClientOperation<Q, A, J> {
    @Override
    public ClientStep<Q, A, J> step(Input<A> input) {
      ClientStep<Q, A, J> step = honest.step(input);
      if (Bent.isLastPhase(step)) {
        return ClientStep.to(this).failing("stops before the last phase, as it meant to");
      }
      return Bent.isTimeUp(input, step)
          ? ClientStep.to(this).failing("was not let come to the last phase")
          : Bent.step(step, new Attack<>(step.next()));
    }

    @Override
    public String progress() {
      return honest.progress();
    }
  }
}
