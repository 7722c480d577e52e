package org.quorate.client;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;

/**
 * Looks through the journal for writes that a crash has left pending, a bounded number of registers
 * at a time, so that new operations need not wait until it is through. Confined to the thread of
 * one event loop.
 */
final class PendingWrites<Q extends Request, A extends Reply, J> {
  static final int SCAN_KEYS_MAX = 256;

  private static final System.Logger LOG = System.getLogger(PendingWrites.class.getName());

  private final ClientParts<Q, A, J> parts;
  private final Journal<J> journal;
  private final Supplier<Bytes> newOperationId;
  private final Predicate<Key> isOwned;

  PendingWrites(
      ClientParts<Q, A, J> parts,
      Journal<J> journal,
      Supplier<Bytes> newOperationId,
      Predicate<Key> isOwned) {
    this.parts = parts;
    this.journal = journal;
    this.newOperationId = newOperationId;
    this.isOwned = isOwned;
  }

  /**
   * Tells {@code found} of each register after {@code after} that has a pending write.
   *
   * @param after null to begin with the first register
   * @return where to go on; null if there is no more to be found
   */
  @Nullable Key scan(@Nullable Key after, Consumer<Key> found) {
    try {
      List<Key> keys = journal.keys(after, SCAN_KEYS_MAX);
      for (Key key : keys) {
        if (isOwned.test(key) && isPending(key)) {
          found.accept(key);
        }
      }
      return keys.size() == SCAN_KEYS_MAX ? keys.get(keys.size() - 1) : null;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, parts.self() + ": cannot look for pending writes", e);
      return null;
    }
  }

  private boolean isPending(Key key) throws IOException {
    J known = journal.get(key);
    try {
      Nonce nonce = Nonce.first(newOperationId.get());
      return parts.protocol().resume(parts.setting(key, known), nonce) != null;
    } catch (RuntimeException e) {
      // A protocol is a part from outside: its fault must hide no pending write of other registers.
      LOG.log(System.Logger.Level.ERROR, parts.self() + ": the protocol failed on " + key, e);
      return false;
    }
  }
}
