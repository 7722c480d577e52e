package org.quorate.client;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.register.OperationResult;
import org.quorate.api.register.RegisterException;
import org.quorate.api.register.RegisterException.Reason;
import org.quorate.host.wire.ToClient;

/** What comes to an {@link OperationLoop}. */
sealed interface LoopEvent<Q extends Request, A extends Reply, J> {

  /** How operations queue. */
  enum Kind {
    /** Begins at once. */
    READ,
    /** Waits for the earlier writes of its register. */
    WRITE,
    /** Finishes what a crash has left pending; queues as a write. */
    FINISH,
    /** As a write, but ends at its deadline, whatever it may have sent. */
    ATTACK
  }

  /** Makes the operation, once it is its turn. */
  interface Maker<Q extends Request, A extends Reply, J> {
    ClientOperation<Q, A, J> make(Nonce nonce, @Nullable J journal);
  }

  /** An operation that the application wants. Compared by identity. */
  final class Begin<Q extends Request, A extends Reply, J> implements LoopEvent<Q, A, J> {
    final Kind kind;
    final Key key;
    final Maker<Q, A, J> maker;
    final long deadlineNanos;
    final CompletableFuture<OperationResult> result = new CompletableFuture<>();

    Begin(Kind kind, Key key, Maker<Q, A, J> maker, long deadlineNanos) {
      this.kind = kind;
      this.key = key;
      this.maker = maker;
      this.deadlineNanos = deadlineNanos;
    }

    /** Tells the application, which may have been told already, that nothing came of it. */
    void fail(Reason reason, String message) {
      result.completeExceptionally(new RegisterException(reason, message));
    }
  }

  /** The application does not wait for this operation any more. */
  record Cancel<Q extends Request, A extends Reply, J>(Begin<Q, A, J> begin)
      implements LoopEvent<Q, A, J> {}

  record Received<Q extends Request, A extends Reply, J>(ReplicaId from, ToClient frame)
      implements LoopEvent<Q, A, J> {}

  record LinkUp<Q extends Request, A extends Reply, J>(ReplicaId replica)
      implements LoopEvent<Q, A, J> {}

  /** Looks for pending writes among the next journalled keys after {@code after}. */
  record Scan<Q extends Request, A extends Reply, J>(@Nullable Key after)
      implements LoopEvent<Q, A, J> {}

  record Stop<Q extends Request, A extends Reply, J>() implements LoopEvent<Q, A, J> {}
}
