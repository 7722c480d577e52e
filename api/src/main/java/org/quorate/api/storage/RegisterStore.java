package org.quorate.api.storage;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;

/**
 * Keeps for each register a few named items, for example the components of its state. Thread-safe.
 *
 * <p>An item is returned exactly as it was committed or not at all: a damaged one must be reported
 * and never served, because a replica that speaks from a damaged store lies.
 */
@ConsumerType
public interface RegisterStore extends AutoCloseable {
  /**
   * All items of {@code key} by name, empty if there are none.
   *
   * @throws DamagedStoreException if something of it was altered or is missing
   * @throws IOException if it could not be read
   */
  Map<String, Bytes> read(Key key) throws IOException;

  /**
   * Makes all {@code changes} together: all or nothing, in their order, durable on return against a
   * crash of the process and, for a durable store, of the machine.
   *
   * @throws IOException if they could not be made durable; none of them has then taken effect as
   *     far as later reads show, and the caller must not act as if it had
   */
  void commit(List<Change> changes) throws IOException;

  /**
   * Up to {@code limit} keys that have items, in their order, after {@code after} (from the first
   * one if null).
   *
   * @throws IOException if they could not be read
   */
  List<Key> keys(@Nullable Key after, int limit) throws IOException;

  /** Lets go of the directory. Every later call but this one must fail with an IOException. */
  @Override
  void close() throws IOException;

  /**
   * One item made, replaced or removed.
   *
   * @param item 1 to 200 bytes of UTF-8, for example {@code prepareList/alice}
   * @param content null removes the item
   */
  record Change(Key key, String item, @Nullable Bytes content) {
    /** Longest name of an item, in bytes of UTF-8. */
    public static final int ITEM_BYTES_MAX = 200;

    public Change {
      int bytes = Bytes.utf8(item).length();
      if (bytes < 1 || bytes > ITEM_BYTES_MAX) {
        throw new IllegalArgumentException(
            "an item's name has 1 to " + ITEM_BYTES_MAX + " bytes of UTF-8, not " + bytes);
      }
    }
  }
}
