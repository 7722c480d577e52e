package org.quorate.client;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Outcome;
import org.quorate.api.machine.Refusal;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Verified;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.quorum.Misbehaviour;
import org.quorate.api.register.OperationResult;
import org.quorate.api.register.RegisterException.Reason;
import org.quorate.client.AnswerVerifier.Checked;
import org.quorate.client.LoopEvent.Begin;
import org.quorate.client.LoopEvent.Kind;

/**
 * Drives the operations in flight: starts them, hands them their inputs, has carried out what their
 * steps say, and ends them. Confined to the thread of one event loop.
 */
final class OperationDriver<Q extends Request, A extends Reply, J> {
  private static final System.Logger LOG = System.getLogger(OperationDriver.class.getName());

  private final ClientParts<Q, A, J> parts;
  private final Journal<J> journal;
  private final Outbox outbox;
  private final DeferredSigner signer;
  private final StepExecutor<Q, A, J> executor;
  private final Completions<Q, A, J> completions;
  private final Supplier<Bytes> newOperationId;

  private final Map<Bytes, Running<Q, A, J>> inFlight = new HashMap<>();
  private final WriteQueues<Q, A, J> writes = new WriteQueues<>();
  private final ResendPace pace = new ResendPace();

  /** Not later than the next moment at which something in flight wants to be woken. */
  private long wakeAtNanos = Long.MAX_VALUE;

  OperationDriver(
      ClientParts<Q, A, J> parts,
      Journal<J> journal,
      Outbox outbox,
      DeferredSigner signer,
      Completions<Q, A, J> completions,
      Supplier<Bytes> newOperationId) {
    this.parts = parts;
    this.journal = journal;
    this.outbox = outbox;
    this.signer = signer;
    this.executor = new StepExecutor<>(parts, journal, outbox, signer);
    this.completions = completions;
    this.newOperationId = newOperationId;
  }

  boolean isInFlight(Bytes id, Key key) {
    Running<Q, A, J> operation = inFlight.get(id);
    return operation != null && operation.key().equals(key);
  }

  private boolean isInFlight(Running<Q, A, J> operation) {
    return inFlight.containsKey(operation.id());
  }

  long wakeAtNanos() {
    return wakeAtNanos;
  }

  // How operations begin and end.

  void begin(Begin<Q, A, J> begin) {
    if (begin.kind == Kind.READ || writes.add(begin)) {
      start(begin);
    }
  }

  private void startNextAfter(Begin<Q, A, J> done) {
    Begin<Q, A, J> next = writes.nextAfter(done);
    if (next != null) {
      start(next);
    }
  }

  private void start(Begin<Q, A, J> begin) {
    J known;
    try {
      known = journal.get(begin.key);
    } catch (IOException e) {
      completions.failed(begin, Reason.REFUSED, "cannot read the journal: " + e.getMessage());
      startNextAfter(begin);
      return;
    }
    Running<Q, A, J> operation;
    try {
      operation = made(begin, Nonce.first(newOperationId.get()), known);
    } catch (RuntimeException e) {
      completions.failed(begin, Reason.REFUSED, fault(e));
      startNextAfter(begin);
      return;
    }
    if (operation == null) {
      startNextAfter(begin);
      return;
    }
    inFlight.put(operation.id(), operation);
    step(operation, new Input.Started<>());
  }

  /** An earlier write that is pending comes first; null if nothing is to be done. */
  private @Nullable Running<Q, A, J> made(Begin<Q, A, J> begin, Nonce nonce, @Nullable J known) {
    ClientOperation<Q, A, J> pending =
        begin.kind == Kind.READ
            ? null
            : parts.protocol().resume(parts.setting(begin.key, known), nonce);
    if (pending != null) {
      return new Running<>(begin, nonce.operation(), pace, true, pending);
    }
    return begin.kind == Kind.FINISH
        ? null
        : new Running<>(begin, nonce.operation(), pace, false, begin.maker.make(nonce, known));
  }

  /** A protocol is a part from outside: its fault must cost one operation, not the client. */
  private String fault(RuntimeException e) {
    LOG.log(System.Logger.Level.ERROR, parts.self() + ": the protocol failed", e);
    return "the protocol failed on this operation: " + e;
  }

  private void end(Running<Q, A, J> operation, Outcome outcome) {
    inFlight.remove(operation.id());
    operation.roundEnded(System.nanoTime());
    Begin<Q, A, J> begin = operation.begin();
    if (operation.finishesPending() && outcome instanceof Outcome.Returned) {
      start(begin);
      return;
    }
    if (outcome instanceof Outcome.Returned returned) {
      completions.returned(
          begin,
          new OperationResult(
              returned.version(), returned.value(), operation.roundTrips(), operation.noticed()));
    } else if (outcome instanceof Outcome.Failed failed) {
      completions.failed(begin, Reason.REFUSED, failed.reason());
    }
    startNextAfter(begin);
  }

  /**
   * Gives an operation up as far as nothing depends on it: a write that has begun goes on, because
   * its timestamp may be known to replicas and must not get a second value.
   *
   * @return how far it had got, for people
   */
  String abandon(Begin<Q, A, J> begin) {
    completions.forget(begin);
    Optional<Running<Q, A, J>> begun =
        inFlight.values().stream().filter(operation -> operation.begin() == begin).findAny();
    if (begun.isEmpty()) {
      writes.withdraw(begin);
      return "an earlier write to this register has not ended yet";
    }
    if (begin.kind == Kind.READ || begin.kind == Kind.ATTACK) {
      inFlight.remove(begun.get().id());
      startNextAfter(begin);
    }
    return begun.get().progress();
  }

  /** Nothing in flight can go on; the next writes of its registers can try. */
  void failAll(String reason) {
    List<Begin<Q, A, J>> all = inFlight.values().stream().map(Running::begin).toList();
    inFlight.clear();
    all.forEach(begin -> completions.failed(begin, Reason.REFUSED, reason));
    all.forEach(this::startNextAfter);
  }

  /** Tells the application at once that nothing will come of what is here. */
  void close(String reason) {
    inFlight.values().forEach(operation -> operation.begin().fail(Reason.CLOSED, reason));
    writes.all().forEach(begin -> begin.fail(Reason.CLOSED, reason));
  }

  // What operations are given.

  /**
   * The operation of that id; null if it has ended, or waits for a signature: that comes before any
   * other input, and whoever was not heard meanwhile is asked again.
   */
  private @Nullable Running<Q, A, J> ready(Bytes id) {
    return signer.owes(id) ? null : inFlight.get(id);
  }

  void answered(Checked<A> answer) {
    Running<Q, A, J> operation = ready(answer.nonce().operation());
    if (operation == null) {
      return;
    }
    Verified<A> reply = answer.verdict().verified();
    if (reply == null) {
      operation.notice(List.of(new Misbehaviour(answer.from(), answer.verdict().reason())));
    } else {
      operation.answered(answer.from(), answer.nonce());
      step(operation, new Input.Answered<>(answer.from(), reply, answer.attestation()));
    }
  }

  void refused(ReplicaId from, Nonce nonce, Refusal refusal) {
    Running<Q, A, J> operation = ready(nonce.operation());
    if (operation == null) {
      return;
    }
    operation.refused(from, nonce, refusal);
    step(operation, new Input.Refused<>(from, nonce, refusal));
    Refusal hopeless = operation.hopeless(parts.quorums());
    if (hopeless != null && isInFlight(operation)) {
      end(operation, new Outcome.Failed(hopeless.reason()));
    }
  }

  /** A new link has lost what was sent over the one before it. */
  void linkUp(ReplicaId replica) {
    for (Running<Q, A, J> operation : inFlight.values()) {
      Bytes frame = operation.outstanding(replica);
      if (frame != null) {
        outbox.add(replica, frame);
      }
    }
  }

  /** Begins a turn with the signatures that earlier ones still owe. */
  void stepUnsigned() {
    signer
        .beginTurn()
        .forEach(
            (id, payload) -> {
              Running<Q, A, J> operation = inFlight.get(id);
              Input<A> input = operation == null ? null : executor.sign(operation, payload);
              if (operation != null && input != null) {
                step(operation, input);
              }
            });
  }

  void stepTimers(long nowNanos) {
    if (nowNanos < wakeAtNanos) {
      return;
    }
    wakeAtNanos = Long.MAX_VALUE;
    for (Running<Q, A, J> operation : List.copyOf(inFlight.values())) {
      if (ready(operation.id()) != null && operation.takeTimer(nowNanos)) {
        step(operation, new Input.TimerFired<>());
      }
      if (isInFlight(operation)) {
        operation.resend(nowNanos).forEach(outbox::add);
        wakeAtNanos = Math.min(wakeAtNanos, operation.wakeAtNanos());
      }
    }
  }

  private void step(Running<Q, A, J> operation, Input<A> first) {
    Input<A> input = first;
    while (input != null) {
      ClientStep<Q, A, J> step;
      try {
        step = operation.step(input);
      } catch (RuntimeException e) {
        end(operation, new Outcome.Failed(fault(e)));
        return;
      }
      executor.execute(operation, step);
      wakeAtNanos = Math.min(wakeAtNanos, operation.wakeAtNanos());
      if (!(step.outcome() instanceof Outcome.Pending)) {
        end(operation, step.outcome());
        return;
      }
      input = step.sign() == null ? null : executor.sign(operation, step.sign());
    }
  }
}
