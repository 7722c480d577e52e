package org.quorate.conformance.store;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.storage.RegisterStore;

/** The contract of a store, said as plainly as possible: what the others are compared with. */
class ModelStore implements RegisterStore {
  private final TreeMap<Key, TreeMap<String, Bytes>> itemsByKey = new TreeMap<>();
  private boolean closed;

  @Override
  public synchronized Map<String, Bytes> read(Key key) throws IOException {
    refuseIfClosed();
    return new TreeMap<>(itemsByKey.getOrDefault(key, new TreeMap<>()));
  }

  @Override
  public synchronized void commit(List<Change> changes) throws IOException {
    List<Change> whole = List.copyOf(changes);
    refuseIfClosed();
    for (Change change : whole) {
      TreeMap<String, Bytes> items =
          itemsByKey.computeIfAbsent(change.key(), key -> new TreeMap<>());
      Bytes content = change.content();
      if (content == null) {
        items.remove(change.item());
      } else {
        items.put(change.item(), content);
      }
      if (items.isEmpty()) {
        itemsByKey.remove(change.key());
      }
    }
  }

  @Override
  public synchronized List<Key> keys(@Nullable Key after, int limit) throws IOException {
    refuseIfClosed();
    return (after == null ? itemsByKey : itemsByKey.tailMap(after, false))
        .keySet().stream().limit(limit).toList();
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
  }

  private void refuseIfClosed() throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
  }
}
