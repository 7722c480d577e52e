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
  private final List<Ended<Q, A, J>> ended = new ArrayList<>();

  /** An operation, and how to tell the application what has become of it. */
  private record Ended<Q extends Request, A extends Reply, J>(
      Begin<Q, A, J> begin, Runnable delivery) {}

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
    ended.add(new Ended<>(begin, () -> begin.result.complete(result)));
  }

  void failed(Begin<Q, A, J> begin, Reason reason, String message) {
    deadlines.remove(begin);
    ended.add(new Ended<>(begin, () -> begin.fail(reason, message)));
  }

  /** Tells the application of all that has ended. */
  void deliver() {
    List<Ended<Q, A, J>> due = List.copyOf(ended);
    ended.clear();
    due.forEach(one -> one.delivery().run());
  }

  /** Whatever has ended in this turn has failed, because the turn did not become durable. */
  void failAll(Reason reason, String message) {
    ended.replaceAll(one -> new Ended<>(one.begin(), () -> one.begin().fail(reason, message)));
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
