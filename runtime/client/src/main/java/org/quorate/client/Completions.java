package org.quorate.client;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.register.OperationResult;
import org.quorate.api.register.RegisterException.Reason;
import org.quorate.client.LoopEvent.Begin;

/**
 * What the application waits for. It is told how an operation ended only when the turn in which it
 * did is durable, because it may act on that; and that there was no answer at the deadline.
 * Confined to the thread of one event loop.
 */
final class Completions<Q extends Request, A extends Reply, J> {
  private final PriorityQueue<Begin<Q, A, J>> deadlines =
      new PriorityQueue<>(Comparator.comparingLong(begin -> begin.deadlineNanos));
  private final List<Runnable> ended = new ArrayList<>();

  /** From now on the deadline of {@code begin} counts. */
  void expect(Begin<Q, A, J> begin) {
    deadlines.add(begin);
  }

  /** Nobody waits for {@code begin} any more. */
  void forget(Begin<Q, A, J> begin) {
    deadlines.remove(begin);
  }

  void returned(Begin<Q, A, J> begin, OperationResult result) {
    deadlines.remove(begin);
    ended.add(() -> begin.result.complete(result));
  }

  void failed(Begin<Q, A, J> begin, Reason reason, String message) {
    deadlines.remove(begin);
    ended.add(() -> begin.fail(reason, message));
  }

  /** Tells the application of all that has ended. */
  void deliver() {
    List<Runnable> due = List.copyOf(ended);
    ended.clear();
    due.forEach(Runnable::run);
  }

  /** Takes back what was not delivered yet. */
  void discard() {
    ended.clear();
  }

  /** {@link Long#MAX_VALUE} if nobody waits. */
  long nextDeadlineNanos() {
    Begin<Q, A, J> first = deadlines.peek();
    return first == null ? Long.MAX_VALUE : first.deadlineNanos;
  }

  /** An operation whose deadline has passed, which counts no more; null if there is none. */
  @Nullable Begin<Q, A, J> takeOverdue(long nowNanos) {
    return nextDeadlineNanos() <= nowNanos ? deadlines.poll() : null;
  }
}
