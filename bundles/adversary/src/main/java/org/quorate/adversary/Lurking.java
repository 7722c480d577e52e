package org.quorate.adversary;

import java.util.List;
import java.util.SplittableRandom;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ReplicaSet;

/** Keeps the last phase of a write for colluders, who carry it out when its author is gone. */
final class Lurking implements ClientAdversary {
  private static final int RECENT = 3;

  @Override
  public String name() {
    return "lurking";
  }

  @Override
  public String description() {
    return "L1, L2, L3, L4: prepares a write and leaves its last phase to colluders, who carry it out"
        + " when it is gone. Of a removed client at most as many writes become visible as"
        + " the protocol allows.";
  }

  @Override
  public <Q extends Request, A extends Reply, J> ClientOperation<Q, A, J> attack(
      HonestWrites<Q, A, J> honest, ReplicaSet replicas, long seed) {
    List<Q> left = honest.shared();
    SplittableRandom chance = new SplittableRandom(seed);
    if (left.isEmpty() || chance.nextBoolean()) {
      return new Leaving<>(honest.write(honest.values().get(0)), honest);
    }
    // One at a time, so that each may be read; of the last ones, as the others are outdated.
    int at = left.size() - 1 - chance.nextInt(Math.min(RECENT, left.size()));
    return new CarryingOut<>(left.get(at), replicas);
  }

  private record Leaving<Q extends Request, A extends Reply, J>(
      ClientOperation<Q, A, J> write, HonestWrites<Q, A, J> honest)
      implements ClientOperation<Q, A, J> {
    @Override
    public ClientStep<Q, A, J> step(Input<A> input) {
      ClientStep<Q, A, J> step = write.step(input);
      if (Bent.isLastPhase(step)) {
        step.asks().stream().map(Ask::request).distinct().forEach(honest::share);
        return ClientStep.to(this).failing("left its last phase to others, as it meant to");
      }
      return Bent.isTimeUp(input, step)
          ? ClientStep.to(this).failing("was not let come to the last phase")
          : Bent.step(step, new Leaving<>(step.next(), honest));
    }

    @Override
    public String progress() {
      return write.progress();
    }
  }

  private record CarryingOut<Q extends Request, A extends Reply, J>(Q left, ReplicaSet replicas)
      implements ClientOperation<Q, A, J> {
    @Override
    public ClientStep<Q, A, J> step(Input<A> input) {
      if (input instanceof Input.Started<A>) {
        return ClientStep.<Q, A, J>to(this)
            .asking(new Ask<>(replicas, left))
            .settingTimer(Bent.PATIENCE_MILLIS);
      }
      return input instanceof Input.TimerFired<A>
          ? ClientStep.to(this).failing("has carried out what was left, as it meant to")
          : ClientStep.to(this);
    }

    @Override
    public String progress() {
      return "carries out what was left";
    }
  }
}
