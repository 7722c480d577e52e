package org.quorate.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;

/**
 * Carries out what the steps of operations say, as far as a turn goes: what is journalled becomes
 * durable, and what is asked leaves, when the loop ends the turn. Confined to the thread of one
 * event loop.
 */
final class StepExecutor<Q extends Request, A extends Reply, J> {
  private final ClientParts<Q, A, J> parts;
  private final Journal<J> journal;
  private final Outbox outbox;
  private final DeferredSigner signer;

  StepExecutor(
      ClientParts<Q, A, J> parts, Journal<J> journal, Outbox outbox, DeferredSigner signer) {
    this.parts = parts;
    this.journal = journal;
    this.outbox = outbox;
    this.signer = signer;
  }

  /** Journals, asks and sets the timer. */
  void execute(Running<Q, A, J> operation, ClientStep<Q, A, J> step) {
    if (step.journal() != null) {
      journal.put(operation.key(), step.journal());
    }
    long nowNanos = System.nanoTime();
    if (!step.asks().isEmpty()) {
      ask(operation, step.asks(), nowNanos);
    }
    if (step.timerMillis() != null) {
      operation.setTimer(step.timerMillis(), nowNanos);
    }
  }

  private void ask(Running<Q, A, J> operation, List<Ask<Q>> asks, long nowNanos) {
    List<Bytes> frames = new ArrayList<>();
    for (Ask<Q> ask : asks) {
      Bytes frame = parts.frame(operation.key(), ask.request());
      frames.add(frame);
      ask.to().forEach(replica -> outbox.add(replica, frame));
    }
    operation.ask(asks, frames, nowNanos);
  }

  /** Null if that has to wait for a later turn. */
  @Nullable Input<A> sign(Running<Q, A, J> operation, Bytes payload) {
    Bytes signature = signer.sign(operation.id(), payload);
    return signature == null ? null : new Input.Signed<>(signature);
  }
}
