package org.quorate.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Ask;
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
import org.quorate.client.LoopEvent.Received;
import org.quorate.host.parts.PartUnavailableException;
import org.quorate.host.wire.ToClient;
import org.quorate.host.wire.ToReplica;

/**
 * The event loop that drives a client's operations on some of the registers. It works in turns like
 * a replica's: takes all that has arrived, checks all claims at once, steps the operations,
 * journals by one commit, and only then sends, in one write to each replica, and completes.
 */
final class OperationLoop<Q extends Request, A extends Reply, J> implements Runnable {
  private static final System.Logger LOG = System.getLogger(OperationLoop.class.getName());
  private static final int TURN_EVENTS_MAX = 512;
  private static final int SCAN_KEYS_MAX = 256;

  private final ClientParts<Q, A, J> parts;
  private final Journal<J> journal;
  private final Outbox outbox;
  private final Unconnected unconnected;
  private final Supplier<Bytes> newOperationId;
  private final Predicate<Key> isOwned;
  private final BlockingQueue<LoopEvent<Q, A, J>> events = new LinkedBlockingQueue<>();

  private final Map<Bytes, Running<Q, A, J>> running = new HashMap<>();
  private final WriteQueues<Q, A, J> writes = new WriteQueues<>();
  private final Completions<Q, A, J> completions = new Completions<>();

  private final DeferredSigner signer;
  private final AnswerVerifier<Q, A, J> answers;

  /** Nothing is carried out any more. */
  private volatile boolean ended;

  private final ResendPace pace = new ResendPace();

  /** Not later than the next moment at which something running wants to be woken. */
  private long wakeAtNanos = Long.MAX_VALUE;

  /**
   * A loop that is to be run by a thread of its own.
   *
   * @param newOperationId makes ids of operations, by which answers find back to this loop
   * @param isOwned whether a register is this loop's
   */
  OperationLoop(
      ClientParts<Q, A, J> parts,
      Journal<J> journal,
      Outbox outbox,
      Unconnected unconnected,
      Supplier<Bytes> newOperationId,
      Predicate<Key> isOwned) {
    this.parts = parts;
    this.journal = journal;
    this.outbox = outbox;
    this.unconnected = unconnected;
    this.newOperationId = newOperationId;
    this.isOwned = isOwned;
    this.signer = new DeferredSigner(parts.self(), parts::sign);
    this.answers = new AnswerVerifier<>(parts, this::isInFlight);
  }

  void add(LoopEvent<Q, A, J> event) {
    events.add(event);
    if (ended) {
      failArrived();
    }
  }

  @Override
  public void run() {
    try {
      takeTurns();
    } finally {
      failEverything();
    }
  }

  private void takeTurns() {
    List<LoopEvent<Q, A, J>> turn = new ArrayList<>();
    boolean going = true;
    while (going) {
      turn.clear();
      try {
        LoopEvent<Q, A, J> first = events.poll(nanosToWake(), TimeUnit.NANOSECONDS);
        if (first != null) {
          turn.add(first);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      events.drainTo(turn, TURN_EVENTS_MAX - 1);
      going = turn.stream().noneMatch(LoopEvent.Stop.class::isInstance);
      takeTurn(turn);
    }
  }

  private long nanosToWake() {
    if (signer.owesAny()) {
      return 0; // the wait is for the provider
    }
    long at = Math.min(wakeAtNanos, completions.nextDeadlineNanos());
    return at == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, at - System.nanoTime());
  }

  private void takeTurn(List<LoopEvent<Q, A, J>> turn) {
    stepUnsigned();
    stepAnswers(turn);
    turn.forEach(this::handle);
    stepTimers(System.nanoTime());
    flush();
    failOverdue(System.nanoTime());
  }

  private void stepAnswers(List<LoopEvent<Q, A, J>> turn) {
    List<Checked<A>> checked;
    try {
      checked = answers.check(turn);
    } catch (PartUnavailableException e) {
      // They stay outstanding, and are asked for again.
      signer.providerIsMissing(e);
      return;
    }
    checked.forEach(this::answered);
  }

  private boolean isInFlight(Bytes id, Key key) {
    Running<Q, A, J> operation = running.get(id);
    return operation != null && operation.key().equals(key);
  }

  private void answered(Checked<A> answer) {
    Bytes id = answer.nonce().operation();
    Running<Q, A, J> operation = running.get(id);
    if (operation == null) {
      return;
    }
    Verified<A> reply = answer.verdict().verified();
    if (reply == null) {
      operation.notice(List.of(new Misbehaviour(answer.from(), answer.verdict().reason())));
    } else {
      operation.answered(answer.from(), answer.nonce());
      step(id, operation, new Input.Answered<>(answer.from(), reply, answer.attestation()));
    }
  }

  private void handle(LoopEvent<Q, A, J> event) {
    if (event instanceof Begin<Q, A, J> begin) {
      completions.expect(begin);
      if (begin.kind == Kind.READ) {
        start(begin);
      } else {
        enqueue(begin);
      }
    } else if (event instanceof Received<Q, A, J> received
        && received.frame() instanceof ToClient.Refuse refuse) {
      refused(received.from(), refuse.nonce(), refuse.refusal());
    } else if (event instanceof LoopEvent.LinkUp<Q, A, J> up) {
      for (Running<Q, A, J> operation : running.values()) {
        Bytes frame = operation.outstanding(up.replica());
        if (frame != null) {
          outbox.add(up.replica(), frame);
        }
      }
    } else if (event instanceof LoopEvent.Cancel<Q, A, J> cancel) {
      abandon(cancel.begin());
    } else if (event instanceof LoopEvent.Scan<Q, A, J> scan) {
      scan(scan.after());
    }
  }

  private void enqueue(Begin<Q, A, J> begin) {
    if (writes.add(begin)) {
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
    Nonce nonce = Nonce.first(newOperationId.get());
    J known;
    try {
      known = journal.get(begin.key);
    } catch (IOException e) {
      completions.failed(begin, Reason.REFUSED, "cannot read the journal: " + e.getMessage());
      startNextAfter(begin);
      return;
    }
    ClientOperation<Q, A, J> pending =
        begin.kind == Kind.READ
            ? null
            : parts.protocol().resume(parts.setting(begin.key, known), nonce);
    if (pending == null && begin.kind == Kind.FINISH) {
      startNextAfter(begin);
      return;
    }
    Running<Q, A, J> operation;
    try {
      operation =
          pending != null
              ? new Running<>(begin, pace, true, pending)
              : new Running<>(begin, pace, false, begin.maker.make(nonce, known));
    } catch (RuntimeException e) {
      completions.failed(begin, Reason.REFUSED, fault(e));
      startNextAfter(begin);
      return;
    }
    running.put(nonce.operation(), operation);
    step(nonce.operation(), operation, new Input.Started<>());
  }

  /** A protocol is a part from outside: its fault must cost one operation, not the client. */
  private String fault(RuntimeException e) {
    LOG.log(System.Logger.Level.ERROR, parts.self() + ": the protocol failed", e);
    return "the protocol failed on this operation: " + e;
  }

  private void step(Bytes id, Running<Q, A, J> operation, Input<A> first) {
    if (signer.owes(id)) {
      return; // the signature comes before any other input
    }
    Input<A> input = first;
    while (input != null) {
      ClientStep<Q, A, J> step;
      try {
        step = operation.operation().step(input);
      } catch (RuntimeException e) {
        end(id, operation, new Outcome.Failed(fault(e)));
        return;
      }
      operation.continueAs(step.next());
      operation.notice(step.noticed());
      if (step.journal() != null) {
        journal.put(operation.key(), step.journal());
      }
      long now = System.nanoTime();
      if (!step.asks().isEmpty()) {
        ask(operation, step.asks(), now);
      }
      if (step.timerMillis() != null) {
        operation.setTimer(step.timerMillis(), now);
      }
      wakeAtNanos = Math.min(wakeAtNanos, operation.wakeAtNanos());
      if (!(step.outcome() instanceof Outcome.Pending)) {
        end(id, operation, step.outcome());
        return;
      }
      input = step.sign() == null ? null : signed(id, step.sign());
    }
  }

  private @Nullable Input<A> signed(Bytes id, Bytes payload) {
    Bytes signature = signer.sign(id, payload);
    return signature == null ? null : new Input.Signed<>(signature);
  }

  private void stepUnsigned() {
    signer
        .beginTurn()
        .forEach(
            (id, payload) -> {
              Running<Q, A, J> operation = running.get(id);
              Input<A> input = operation == null ? null : signed(id, payload);
              if (operation != null && input != null) {
                step(id, operation, input);
              }
            });
  }

  private void ask(Running<Q, A, J> operation, List<Ask<Q>> asks, long nowNanos) {
    List<Bytes> frames = new ArrayList<>();
    for (Ask<Q> ask : asks) {
      Bytes frame =
          parts
              .frames()
              .encode(
                  new ToReplica.Operate(
                      parts.descriptor().epoch(),
                      operation.key(),
                      parts.frames().encodeRequest(ask.request())));
      frames.add(frame);
      ask.to().forEach(replica -> outbox.add(replica, frame));
    }
    operation.ask(asks, frames, nowNanos);
  }

  private void refused(ReplicaId from, Nonce nonce, Refusal refusal) {
    Running<Q, A, J> operation = running.get(nonce.operation());
    if (operation == null) {
      return;
    }
    operation.refused(from, nonce, refusal);
    step(nonce.operation(), operation, new Input.Refused<>(from, nonce, refusal));
    Refusal hopeless = operation.hopeless(parts.quorums());
    if (hopeless != null && running.get(nonce.operation()) == operation) {
      end(nonce.operation(), operation, new Outcome.Failed(hopeless.reason()));
    }
  }

  private void end(Bytes id, Running<Q, A, J> operation, Outcome outcome) {
    running.remove(id);
    operation.roundEnded(System.nanoTime());
    Begin<Q, A, J> begin = operation.begin();
    if (operation.finishesPending() && outcome instanceof Outcome.Returned) {
      start(begin);
      return;
    }
    if (outcome instanceof Outcome.Returned returned) {
      OperationResult result =
          new OperationResult(
              returned.version(), returned.value(), operation.roundTrips(), operation.noticed());
      completions.returned(begin, result);
    } else if (outcome instanceof Outcome.Failed failed) {
      completions.failed(begin, Reason.REFUSED, failed.reason());
    }
    startNextAfter(begin);
  }

  private void stepTimers(long nowNanos) {
    if (nowNanos < wakeAtNanos) {
      return;
    }
    wakeAtNanos = Long.MAX_VALUE;
    for (Bytes id : List.copyOf(running.keySet())) {
      Running<Q, A, J> operation = running.get(id);
      if (operation != null && operation.takeTimer(nowNanos)) {
        step(id, operation, new Input.TimerFired<>());
      }
      if (operation != null && running.get(id) == operation) {
        operation.resend(nowNanos).forEach(outbox::add);
        wakeAtNanos = Math.min(wakeAtNanos, operation.wakeAtNanos());
      }
    }
  }

  /** Persist before send: nothing leaves that rests on what is not in the journal. */
  private void flush() {
    try {
      journal.commit();
      outbox.send();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, parts.self() + ": cannot write the journal", e);
      outbox.clear();
      completions.discard();
      List<Running<Q, A, J>> all = List.copyOf(running.values());
      running.clear();
      all.forEach(
          one ->
              completions.failed(
                  one.begin(), Reason.REFUSED, "cannot write the journal: " + e.getMessage()));
      all.forEach(one -> startNextAfter(one.begin()));
    }
    completions.deliver();
  }

  private void failOverdue(long nowNanos) {
    Begin<Q, A, J> overdue = completions.takeOverdue(nowNanos);
    while (overdue != null) {
      overdue.fail(Reason.DEADLINE, "no answer in time: " + abandon(overdue) + unconnected);
      overdue = completions.takeOverdue(nowNanos);
    }
  }

  /**
   * Gives an operation up as far as nothing depends on it: a write that has begun goes on, because
   * its timestamp may be known to replicas and must not get a second value.
   */
  private String abandon(Begin<Q, A, J> begin) {
    completions.forget(begin);
    for (Bytes id : List.copyOf(running.keySet())) {
      Running<Q, A, J> operation = running.get(id);
      if (operation != null && operation.begin() == begin) {
        if (begin.kind == Kind.READ || begin.kind == Kind.ATTACK) {
          running.remove(id);
          startNextAfter(begin);
        }
        return operation.progress();
      }
    }
    writes.withdraw(begin);
    return "an earlier write to this register has not ended yet";
  }

  private void scan(@Nullable Key after) {
    try {
      List<Key> keys = journal.keys(after, SCAN_KEYS_MAX);
      for (Key key : keys) {
        if (isOwned.test(key) && isPending(key)) {
          enqueue(new Begin<>(Kind.FINISH, key, unused(), Long.MAX_VALUE));
        }
      }
      if (keys.size() == SCAN_KEYS_MAX) {
        add(new LoopEvent.Scan<>(keys.get(keys.size() - 1)));
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, parts.self() + ": cannot look for pending writes", e);
    }
  }

  private boolean isPending(Key key) throws IOException {
    Nonce nonce = Nonce.first(newOperationId.get());
    return parts.protocol().resume(parts.setting(key, journal.get(key)), nonce) != null;
  }

  private static <Q extends Request, A extends Reply, J> LoopEvent.Maker<Q, A, J> unused() {
    return (nonce, known) -> {
      throw new IllegalStateException("finishing pending writes begins no operation of its own");
    };
  }

  private void failEverything() {
    running.values().forEach(one -> failClosed(one.begin()));
    writes.all().forEach(this::failClosed);
    ended = true;
    failArrived();
  }

  /** What arrives from now on is seen here or by who adds it, or by both. */
  private void failArrived() {
    for (LoopEvent<Q, A, J> event : events) {
      if (event instanceof Begin<Q, A, J> begin) {
        failClosed(begin);
      }
    }
  }

  private void failClosed(Begin<Q, A, J> begin) {
    begin.fail(Reason.CLOSED, "the client was closed");
  }
}
