package org.quorate.conformance.protocol;

import java.util.List;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Outcome;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;

/**
 * A write that runs to its end, and another one that learnt the same at first, was kept back before
 * its second question, and asks it when others may have written.
 *
 * @param secondSigns whether the signature that was asked for is the second write's
 * @param asked how many questions {@code second} has wanted to ask
 * @param keptBack its last one
 */
record Rewinding<Q extends Request, A extends Reply, J>(
    ClientOperation<Q, A, J> first,
    boolean firstEnded,
    ClientOperation<Q, A, J> second,
    boolean secondSigns,
    int asked,
    List<Ask<Q>> keptBack)
    implements ClientOperation<Q, A, J> {
  private static final int QUESTION_KEPT_BACK = 2;
  private static final int WAIT_MILLIS = 150;

  static <Q extends Request, A extends Reply, J> Rewinding<Q, A, J> of(
      ClientOperation<Q, A, J> first, ClientOperation<Q, A, J> second) {
    return new Rewinding<>(first, false, second, false, 0, List.of());
  }

  @Override
  public ClientStep<Q, A, J> step(Input<A> input) {
    if (firstEnded && input instanceof Input.TimerFired<A>) {
      return asking(ClientStep.to(this), keptBack);
    }
    return firstEnded || (secondSigns && input instanceof Input.Signed<A>)
        ? second(input)
        : first(input);
  }

  private ClientStep<Q, A, J> first(Input<A> input) {
    ClientStep<Q, A, J> step = first.step(input);
    boolean ended = !(step.outcome() instanceof Outcome.Pending);
    Rewinding<Q, A, J> next = new Rewinding<>(step.next(), ended, second, false, asked, keptBack);
    if (step.sign() != null) {
      // The second write misses this input, as if its message had been lost to it.
      return asking(ClientStep.to(next), step.asks()).signing(step.sign());
    }
    ClientStep<Q, A, J> both =
        input instanceof Input.Signed<A> ? ClientStep.to(next) : next.second(input);
    ClientStep<Q, A, J> mine = asking(both, step.asks());
    if (ended) {
      return mine.settingTimer(WAIT_MILLIS);
    }
    return step.timerMillis() == null ? mine : mine.settingTimer(step.timerMillis());
  }

  /** The second write takes the input, until it has the question that is kept back. */
  private ClientStep<Q, A, J> second(Input<A> input) {
    if (asked >= QUESTION_KEPT_BACK) {
      return ClientStep.to(this);
    }
    ClientStep<Q, A, J> step = second.step(input);
    boolean asks = !step.asks().isEmpty();
    ClientStep<Q, A, J> mine =
        ClientStep.to(
            new Rewinding<>(
                first,
                firstEnded,
                step.next(),
                step.sign() != null,
                asks ? asked + 1 : asked,
                asks ? step.asks() : keptBack));
    return step.sign() == null ? mine : mine.signing(step.sign());
  }

  private static <Q extends Request, A extends Reply, J> ClientStep<Q, A, J> asking(
      ClientStep<Q, A, J> step, List<Ask<Q>> asks) {
    ClientStep<Q, A, J> all = step;
    for (Ask<Q> ask : asks) {
      all = all.asking(ask);
    }
    return all;
  }

  @Override
  public String progress() {
    return "cheats";
  }
}
