package org.quorate.client;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Attestation;
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
import org.quorate.api.register.RegisterException;
import org.quorate.api.register.RegisterException.Reason;
import org.quorate.client.LoopEvent.Begin;
import org.quorate.client.LoopEvent.Kind;
import org.quorate.client.LoopEvent.Received;
import org.quorate.host.codec.ForeignText;
import org.quorate.host.codec.MalformedException;
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
  private final Map<Key, Deque<Begin<Q, A, J>>> writes = new HashMap<>();
  private final PriorityQueue<Begin<Q, A, J>> deadlines =
      new PriorityQueue<>(Comparator.comparingLong(begin -> begin.deadlineNanos));

  /** What operations wait to have signed, because no provider was there, by operation. */
  private final Map<Bytes, Bytes> unsigned = new LinkedHashMap<>();

  /** Whether this turn has seen that no provider is there, and need not wait for one again. */
  private boolean providerMissing;

  /** Nothing is carried out any more. */
  private volatile boolean ended;

  private final ResendPace pace = new ResendPace();

  /** Not later than the next moment at which something running wants to be woken. */
  private long wakeAtNanos = Long.MAX_VALUE;

  /** What to tell the application once the turn is journalled. */
  private final List<Runnable> completions = new ArrayList<>();

  /** A reply that belongs to an operation in flight, not verified yet. */
  private record Candidate<A extends Reply>(
      ReplicaId from, A reply, @Nullable Attestation attestation) {}

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
    if (!unsigned.isEmpty()) {
      return 0; // the wait is for the provider
    }
    Begin<Q, A, J> earliest = deadlines.peek();
    long at = earliest == null ? wakeAtNanos : Math.min(wakeAtNanos, earliest.deadlineNanos);
    return at == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, at - System.nanoTime());
  }

  private void takeTurn(List<LoopEvent<Q, A, J>> turn) {
    providerMissing = false;
    stepUnsigned();
    stepAnswers(turn);
    turn.forEach(this::handle);
    stepTimers(System.nanoTime());
    flush();
    failOverdue(System.nanoTime());
  }

  /** Verifies all answers of the turn together, then steps their operations in order. */
  private void stepAnswers(List<LoopEvent<Q, A, J>> turn) {
    List<Candidate<A>> candidates = new ArrayList<>();
    List<Verified.Scoped<A>> scoped = new ArrayList<>();
    for (LoopEvent<Q, A, J> event : turn) {
      if (event instanceof Received<Q, A, J> received
          && received.frame() instanceof ToClient.Answer answer) {
        Candidate<A> candidate = candidate(received.from(), answer);
        if (candidate != null) {
          candidates.add(candidate);
          scoped.add(new Verified.Scoped<>(candidate.reply(), parts.scope(answer.key())));
        }
      }
    }
    List<Verified.Verdict<A>> verdicts;
    try {
      verdicts = Verified.check(scoped, parts.claims());
    } catch (PartUnavailableException e) {
      // They stay outstanding, and are asked for again.
      noteMissing(e);
      return;
    }
    for (int i = 0; i < candidates.size(); i++) {
      Candidate<A> candidate = candidates.get(i);
      Nonce nonce = candidate.reply().nonce();
      Running<Q, A, J> operation = running.get(nonce.operation());
      Verified<A> reply = verdicts.get(i).verified();
      if (operation != null && reply == null) {
        operation.notice(List.of(new Misbehaviour(candidate.from(), verdicts.get(i).reason())));
      } else if (operation != null && reply != null) {
        operation.answered(candidate.from(), nonce);
        step(
            nonce.operation(),
            operation,
            new Input.Answered<>(candidate.from(), reply, candidate.attestation()));
      }
    }
  }

  private @Nullable Candidate<A> candidate(ReplicaId from, ToClient.Answer answer) {
    try {
      A reply = parts.frames().decodeReply(answer.reply());
      Running<Q, A, J> operation = running.get(reply.nonce().operation());
      return operation != null && operation.key().equals(answer.key())
          ? new Candidate<>(from, reply, answer.attestation())
          : null;
    } catch (MalformedException e) {
      LOG.log(
          System.Logger.Level.INFO,
          "{0}: ignored an answer of {1}: {2}",
          parts.self(),
          from,
          e.getMessage());
      return null;
    }
  }

  private void handle(LoopEvent<Q, A, J> event) {
    if (event instanceof Begin<Q, A, J> begin) {
      deadlines.add(begin);
      if (begin.kind == Kind.READ) {
        start(begin);
      } else {
        enqueue(begin);
      }
    } else if (event instanceof Received<Q, A, J> received
        && received.frame() instanceof ToClient.Refuse refuse) {
      refused(received.from(), refuse.nonce(), harmless(refuse.refusal()));
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

  /** Writes of one register wait for each other, as the protocols demand. */
  private void enqueue(Begin<Q, A, J> begin) {
    Deque<Begin<Q, A, J>> queue = writes.computeIfAbsent(begin.key, key -> new ArrayDeque<>());
    queue.add(begin);
    if (queue.size() == 1) {
      start(begin);
    }
  }

  private void startNextWrite(Key key, Begin<Q, A, J> done) {
    Deque<Begin<Q, A, J>> queue = writes.get(key);
    if (queue == null || queue.peek() != done) {
      return;
    }
    queue.remove();
    Begin<Q, A, J> next = queue.peek();
    if (next == null) {
      writes.remove(key);
    } else {
      start(next);
    }
  }

  private void start(Begin<Q, A, J> begin) {
    Nonce nonce = Nonce.first(newOperationId.get());
    J known;
    try {
      known = journal.get(begin.key);
    } catch (IOException e) {
      fail(begin, Reason.REFUSED, "cannot read the journal: " + e.getMessage());
      startNextWrite(begin.key, begin);
      return;
    }
    ClientOperation<Q, A, J> pending =
        begin.kind == Kind.READ
            ? null
            : parts.protocol().resume(parts.setting(begin.key, known), nonce);
    if (pending == null && begin.kind == Kind.FINISH) {
      startNextWrite(begin.key, begin);
      return;
    }
    Running<Q, A, J> operation;
    try {
      operation =
          pending != null
              ? new Running<>(begin, pace, true, pending)
              : new Running<>(begin, pace, false, begin.maker.make(nonce, known));
    } catch (RuntimeException e) {
      fail(begin, Reason.REFUSED, fault(e));
      startNextWrite(begin.key, begin);
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
    if (unsigned.containsKey(id)) {
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

  /** By this client's key; null if no provider is there: it is then signed in a later turn. */
  private @Nullable Input<A> signed(Bytes id, Bytes payload) {
    if (!providerMissing) {
      try {
        return new Input.Signed<>(parts.sign(payload));
      } catch (PartUnavailableException e) {
        noteMissing(e);
      }
    }
    unsigned.put(id, payload);
    return null;
  }

  private void noteMissing(PartUnavailableException e) {
    providerMissing = true;
    LOG.log(System.Logger.Level.WARNING, "{0}: {1}", parts.self(), e.getMessage());
  }

  private void stepUnsigned() {
    Map<Bytes, Bytes> waiting = new LinkedHashMap<>(unsigned);
    unsigned.clear();
    waiting.forEach(
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

  /** A liar says what it likes, and people will read it on a terminal. */
  private static Refusal harmless(Refusal refusal) {
    return new Refusal(ForeignText.shown(refusal.rule()), ForeignText.shown(refusal.reason()));
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
      deadlines.remove(begin);
      completions.add(() -> begin.result.complete(result));
    } else if (outcome instanceof Outcome.Failed failed) {
      fail(begin, Reason.REFUSED, failed.reason());
    }
    startNextWrite(begin.key, begin);
  }

  private void fail(Begin<Q, A, J> begin, Reason reason, String message) {
    deadlines.remove(begin);
    completions.add(
        () -> begin.result.completeExceptionally(new RegisterException(reason, message)));
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
      completions.clear();
      List<Running<Q, A, J>> all = List.copyOf(running.values());
      running.clear();
      all.forEach(
          one -> fail(one.begin(), Reason.REFUSED, "cannot write the journal: " + e.getMessage()));
      all.forEach(one -> startNextWrite(one.key(), one.begin()));
    }
    List<Runnable> due = List.copyOf(completions);
    completions.clear();
    due.forEach(Runnable::run);
  }

  private void failOverdue(long nowNanos) {
    Begin<Q, A, J> earliest = deadlines.peek();
    while (earliest != null && earliest.deadlineNanos <= nowNanos) {
      Begin<Q, A, J> overdue = deadlines.remove();
      String progress = abandon(overdue);
      overdue.result.completeExceptionally(
          new RegisterException(Reason.DEADLINE, "no answer in time: " + progress + unconnected));
      earliest = deadlines.peek();
    }
  }

  /**
   * Gives an operation up as far as nothing depends on it: a write that has begun goes on, because
   * its timestamp may be known to replicas and must not get a second value.
   */
  private String abandon(Begin<Q, A, J> begin) {
    deadlines.remove(begin);
    for (Bytes id : List.copyOf(running.keySet())) {
      Running<Q, A, J> operation = running.get(id);
      if (operation != null && operation.begin() == begin) {
        if (begin.kind == Kind.READ || begin.kind == Kind.ATTACK) {
          running.remove(id);
          startNextWrite(begin.key, begin);
        }
        return operation.progress();
      }
    }
    Deque<Begin<Q, A, J>> queue = writes.get(begin.key);
    if (queue != null && queue.peek() != begin) {
      queue.remove(begin);
    }
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
    writes.values().stream().flatMap(Deque::stream).forEach(this::failClosed);
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
    begin.result.completeExceptionally(
        new RegisterException(Reason.CLOSED, "the client was closed"));
  }
}
