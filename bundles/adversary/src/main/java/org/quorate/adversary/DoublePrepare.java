package org.quorate.adversary;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ReplicaSet;

/** Prepares a second value while the first one is still to be written. */
final class DoublePrepare implements ClientAdversary {
  @Override
  public String name() {
    return "double-prepare";
  }

  @Override
  public String description() {
    return "P3: two outstanding prepares; if it gets both, it writes one to each half. The second is"
        + " refused until the first is shown complete; in the optimised mode one for each list.";
  }

  @Override
  public <Q extends Request, A extends Reply, J> ClientOperation<Q, A, J> attack(
      HonestWrites<Q, A, J> honest, ReplicaSet replicas, long seed) {
    return new Attack<>(
        honest.write(honest.values().get(0)),
        honest.write(honest.values().get(1)),
        List.of(),
        Forks.half(replicas, seed),
        replicas);
  }

  /**
   * The attack.
   *
   * @param second the write that is to follow, until it is begun
   * @param held the last phase of the first write, once that is prepared
   */
  private record Attack<Q extends Request, A extends Reply, J>(
      ClientOperation<Q, A, J> honest,
      @Nullable ClientOperation<Q, A, J> second,
      List<Ask<Q>> held,
      ReplicaSet half,
      ReplicaSet replicas)
      implements ClientOperation<Q, A, J> {
    @Override
    public ClientStep<Q, A, J> step(Input<A> input) {
      ClientStep<Q, A, J> step = honest.step(input);
      if (Bent.isTimeUp(input, step)) {
        return ClientStep.to(this)
            .failing(held.isEmpty() ? "prepared nothing" : "prepared one value");
      }
      if (!Bent.isLastPhase(step)) {
        return Bent.step(step, new Attack<>(step.next(), second, held, half, replicas));
      }
      if (second != null) {
        ClientStep<Q, A, J> start = second.step(new Input.Started<>());
        return Bent.step(start, new Attack<>(start.next(), null, step.asks(), half, replicas));
      }
      List<Ask<Q>> both = new ArrayList<>(Bent.to(half, held));
      both.addAll(Bent.to(replicas.minus(half), step.asks()));
      return Bent.step(step, both, new Attack<>(step.next(), null, held, half, replicas));
    }

    @Override
    public String progress() {
      return honest.progress();
    }
  }
}
