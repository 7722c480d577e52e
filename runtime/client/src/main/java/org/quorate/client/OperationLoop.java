package org.quorate.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Refusal;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.register.RegisterException.Reason;
import org.quorate.client.AnswerVerifier.Checked;
import org.quorate.client.LoopEvent.Begin;
import org.quorate.client.LoopEvent.Kind;
import org.quorate.client.LoopEvent.Received;
import org.quorate.host.codec.ForeignText;
import org.quorate.host.parts.PartUnavailableException;
import org.quorate.host.wire.ToClient;

/**
 * The event loop of a client's operations on some of the registers. It works in turns like a
 * replica's: takes all that has arrived, checks all claims at once, has the operations driven,
 * journals by one commit, and only then sends, in one write to each replica, and completes.
 */
final class OperationLoop<Q extends Request, A extends Reply, J> implements Runnable {
  private static final System.Logger LOG = System.getLogger(OperationLoop.class.getName());
  private static final int TURN_EVENTS_MAX = 512;
  private static final String CLOSED = "the client was closed";

  private final ClientParts<Q, A, J> parts;
  private final Journal<J> journal;
  private final Outbox outbox;
  private final Unconnected unconnected;
  private final DeferredSigner signer;
  private final Completions<Q, A, J> completions = new Completions<>();
  private final OperationDriver<Q, A, J> operations;
  private final AnswerVerifier<Q, A, J> answers;
  private final PendingWrites<Q, A, J> pendingWrites;
  private final BlockingQueue<LoopEvent<Q, A, J>> events = new LinkedBlockingQueue<>();

  /** Nothing is carried out any more. */
  private volatile boolean ended;

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
    this.signer = new DeferredSigner(parts.self(), parts::sign);
    this.operations =
        new OperationDriver<>(parts, journal, outbox, signer, completions, newOperationId);
    this.answers = new AnswerVerifier<>(parts, operations::isInFlight);
    this.pendingWrites = new PendingWrites<>(parts, journal, newOperationId, isOwned);
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
      completions.failAll(Reason.CLOSED, CLOSED);
      completions.deliver();
      operations.close(CLOSED);
      ended = true;
      failArrived();
    }
  }

  /** What arrives after the end is seen here or by who adds it, or by both. */
  private void failArrived() {
    for (LoopEvent<Q, A, J> event : events) {
      if (event instanceof Begin<Q, A, J> begin) {
        begin.fail(Reason.CLOSED, CLOSED);
      }
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
    long at = Math.min(operations.wakeAtNanos(), completions.nextDeadlineNanos());
    return at == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, at - System.nanoTime());
  }

  private void takeTurn(List<LoopEvent<Q, A, J>> turn) {
    operations.stepUnsigned();
    stepAnswers(turn);
    turn.forEach(this::handle);
    operations.stepTimers(System.nanoTime());
    failOverdue(System.nanoTime()); // before the flush, as the next write may begin with that
    flush();
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
    checked.forEach(operations::answered);
  }

  private void handle(LoopEvent<Q, A, J> event) {
    if (event instanceof Begin<Q, A, J> begin) {
      completions.expect(begin);
      operations.begin(begin);
    } else if (event instanceof Received<Q, A, J> received
        && received.frame() instanceof ToClient.Refuse refuse) {
      operations.refused(received.from(), refuse.nonce(), harmless(refuse.refusal()));
    } else if (event instanceof LoopEvent.LinkUp<Q, A, J> up) {
      operations.linkUp(up.replica());
    } else if (event instanceof LoopEvent.Cancel<Q, A, J> cancel) {
      operations.abandon(cancel.begin());
    } else if (event instanceof LoopEvent.Scan<Q, A, J> scan) {
      scan(scan.after());
    }
  }

  private void scan(@Nullable Key after) {
    Key last = pendingWrites.scan(after, this::finish);
    if (last != null) {
      add(new LoopEvent.Scan<>(last));
    }
  }

  /** A liar says what it likes, and people will read it on a terminal. */
  private static Refusal harmless(Refusal refusal) {
    return new Refusal(ForeignText.shown(refusal.rule()), ForeignText.shown(refusal.reason()));
  }

  private void finish(Key key) {
    operations.begin(
        new Begin<>(
            Kind.FINISH,
            key,
            (nonce, known) -> {
              throw new IllegalStateException(
                  "finishing pending writes begins no operation of its own");
            },
            Long.MAX_VALUE));
  }

  /** Persist before send: nothing leaves that rests on what is not in the journal. */
  private void flush() {
    try {
      journal.commit();
      outbox.send();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, parts.self() + ": cannot write the journal", e);
      String reason = "cannot write the journal: " + e.getMessage();
      outbox.clear();
      completions.failAll(Reason.REFUSED, reason);
      operations.failAll(reason);
    }
    completions.deliver();
  }

  private void failOverdue(long nowNanos) {
    Begin<Q, A, J> overdue = completions.takeOverdue(nowNanos);
    while (overdue != null) {
      overdue.fail(
          Reason.DEADLINE, "no answer in time: " + operations.abandon(overdue) + unconnected);
      overdue = completions.takeOverdue(nowNanos);
    }
  }
}
