package org.quorate.adversary;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Outcome;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;

/** What attacks do with the steps of the honest operations that they bend. */
final class Bent {
  /** How long an attack waits for answers that may never come. */
  static final int PATIENCE_MILLIS = 1000;

  private Bent() {}

  /** The honest step, but with other requests, going on as {@code next}, and never at an end. */
  static <Q extends Request, A extends Reply, J> ClientStep<Q, A, J> step(
      ClientStep<Q, A, J> honest, List<Ask<Q>> asks, ClientOperation<Q, A, J> next) {
    Integer timerMillis = honest.timerMillis();
    return new ClientStep<>(
        next,
        asks,
        null,
        honest.sign(),
        timerMillis == null && !asks.isEmpty() ? Integer.valueOf(PATIENCE_MILLIS) : timerMillis,
        List.of(),
        Outcome.pending());
  }

  /** The honest step, going on as {@code next}. */
  static <Q extends Request, A extends Reply, J> ClientStep<Q, A, J> step(
      ClientStep<Q, A, J> honest, ClientOperation<Q, A, J> next) {
    return step(honest, honest.asks(), next);
  }

  /** Whether the honest operation would now send its value, which it does last. */
  static boolean isLastPhase(ClientStep<?, ?, ?> honest) {
    return honest.asks().stream().anyMatch(ask -> Records.carriesValue(ask.request()));
  }

  /** Whether nothing more will come of waiting: time ran out, and nothing new is tried. */
  static boolean isTimeUp(Input<?> input, ClientStep<?, ?, ?> step) {
    return input instanceof Input.TimerFired<?>
        && step.asks().isEmpty()
        && step.timerMillis() == null;
  }

  /** The same requests, to those of {@code some} only. */
  static <Q extends Request> List<Ask<Q>> to(ReplicaSet some, List<Ask<Q>> asks) {
    return asks.stream()
        .map(ask -> new Ask<>(ask.to().intersection(some), ask.request()))
        .filter(ask -> !ask.to().isEmpty())
        .toList();
  }

  /** The nonce of the question that {@code input} settles, or null. */
  static @Nullable Nonce settled(Input<? extends Reply> input) {
    if (input instanceof Input.Answered<? extends Reply> answered) {
      return answered.reply().message().nonce();
    }
    return input instanceof Input.Refused<? extends Reply> refused ? refused.nonce() : null;
  }

  /** Whom {@code input} comes from, or null. */
  static @Nullable ReplicaId sender(Input<? extends Reply> input) {
    if (input instanceof Input.Answered<? extends Reply> answered) {
      return answered.from();
    }
    return input instanceof Input.Refused<? extends Reply> refused ? refused.from() : null;
  }
}
