package org.quorate.api.register;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;

/**
 * One register of a cluster, as an application uses it. Thread-safe; any number of operations may
 * be in flight. The writes of one client to one register are carried out in the order of the calls.
 *
 * <p>An operation that fails does so with a {@link RegisterException}. A write that ran into its
 * deadline or was cancelled may or may not have taken effect, now or later. Cancelling the stage's
 * {@code toCompletableFuture()} ends the waiting, and the operation too if nothing depends on it: a
 * write that may have reached a replica is always carried on to its end first.
 *
 * <p>Stages complete on the event loops of the client: what is attached to them must not block, and
 * so neither {@link #read} nor {@link #write}, which would wait for the very loop that they hold
 * up. Use the {@code Async} methods of {@link CompletionStage} for that.
 */
@ProviderType
public interface Register {
  Key key();

  CompletionStage<OperationResult> readAsync();

  CompletionStage<OperationResult> writeAsync(Bytes value);

  /**
   * Reads and waits.
   *
   * @throws RegisterException if the operation failed
   * @throws InterruptedException if interrupted while waiting
   */
  OperationResult read() throws InterruptedException;

  /**
   * Writes and waits.
   *
   * @throws RegisterException if the operation failed
   * @throws InterruptedException if interrupted while waiting
   */
  OperationResult write(Bytes value) throws InterruptedException;
}
