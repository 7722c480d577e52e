package org.quorate.adversary;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;

/** Writes to one replica. */
final class PartialWrite implements ClientAdversary {
  @Override
  public String name() {
    return "partial-write";
  }

  @Override
  public String description() {
    return "P1: its last phase reaches one replica, then nothing. Readers return old or new, never"
        + " new then old; a write-back completes it; nobody is blocked.";
  }

  @Override
  public <Q extends Request, A extends Reply, J> ClientOperation<Q, A, J> attack(
      HonestWrites<Q, A, J> honest, ReplicaSet replicas, long seed) {
    List<ReplicaId> all = replicas.toList();
    ReplicaId only = all.get(new SplittableRandom(seed).nextInt(all.size()));
    return new Attack<>(honest.write(honest.values().get(0)), only, null);
  }

  /**
   * The attack.
   *
   * @param last the nonce of the last phase, once that has begun
   */
  private record Attack<Q extends Request, A extends Reply, J>(
      ClientOperation<Q, A, J> honest, ReplicaId only, @Nullable Nonce last)
      implements ClientOperation<Q, A, J> {
    @Override
    public ClientStep<Q, A, J> step(Input<A> input) {
      if (last != null) {
        return last.equals(Bent.settled(input)) || input instanceof Input.TimerFired<A>
            ? ClientStep.to(this).failing("has written to " + only + " only, as it meant to")
            : ClientStep.to(this);
      }
      ClientStep<Q, A, J> step = honest.step(input);
      if (Bent.isTimeUp(input, step)) {
        return ClientStep.to(this).failing("was not let come to the last phase");
      }
      return Bent.isLastPhase(step)
          ? Bent.step(
              step,
              Bent.to(ReplicaSet.EMPTY.with(only), step.asks()),
              new Attack<>(step.next(), only, step.asks().get(0).request().nonce()))
          : Bent.step(step, new Attack<>(step.next(), only, null));
    }

    @Override
    public String progress() {
      return honest.progress();
    }
  }
}
