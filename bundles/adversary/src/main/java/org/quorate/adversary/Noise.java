package org.quorate.adversary;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Outcome;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;

/**
 * An honest operation amid noise: with every request go others made of the earlier ones, and once
 * more at the end.
 *
 * @param earlier what the honest operation has asked so far
 * @param noise makes another request of one, or gives the same
 * @param end the honest outcome, once there is one
 */
record Noise<Q extends Request, A extends Reply, J>(
    ClientOperation<Q, A, J> honest,
    List<Ask<Q>> earlier,
    UnaryOperator<Q> noise,
    @Nullable Outcome end)
    implements ClientOperation<Q, A, J> {

  /** The operation before it starts. */
  static <Q extends Request, A extends Reply, J> Noise<Q, A, J> around(
      ClientOperation<Q, A, J> honest, UnaryOperator<Q> noise) {
    return new Noise<>(honest, List.of(), noise, null);
  }

  @Override
  public ClientStep<Q, A, J> step(Input<A> input) {
    if (end != null) {
      return input instanceof Input.TimerFired<A> ? ended(end) : ClientStep.to(this);
    }
    ClientStep<Q, A, J> step = honest.step(input);
    if (!(step.outcome() instanceof Outcome.Pending)) {
      ClientStep<Q, A, J> last =
          Bent.step(
              step, noisy(List.of()), new Noise<>(step.next(), earlier, noise, step.outcome()));
      J journal = step.journal();
      return journal == null ? last : last.journalling(journal);
    }
    List<Ask<Q>> all = new ArrayList<>(earlier);
    all.addAll(step.asks());
    // The honest requests come last: what a client asks last is what it waits for.
    List<Ask<Q>> asks = step.asks().isEmpty() ? List.of() : noisy(step.asks());
    return new ClientStep<>(
        new Noise<>(step.next(), List.copyOf(all), noise, null),
        asks,
        step.journal(),
        step.sign(),
        step.timerMillis(),
        List.of(),
        step.outcome());
  }

  private List<Ask<Q>> noisy(List<Ask<Q>> honestly) {
    List<Ask<Q>> asks = new ArrayList<>();
    for (Ask<Q> ask : earlier) {
      asks.add(new Ask<>(ask.to(), noise.apply(ask.request())));
    }
    asks.addAll(honestly);
    return asks;
  }

  private ClientStep<Q, A, J> ended(Outcome outcome) {
    return new ClientStep<>(this, List.of(), null, null, null, List.of(), outcome);
  }

  @Override
  public String progress() {
    return honest.progress();
  }
}
