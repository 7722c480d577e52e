package org.quorate.store.memory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.storage.RegisterStore;

/**
 * Items in a map. One lock over all, because a commit is a few assignments and must be seen whole.
 */
final class MemoryStore implements RegisterStore {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  /** Never holds an empty map: a key without items is not there. */
  private final Map<Key, SortedMap<String, Bytes>> itemsByKey = new HashMap<>();

  /**
   * The keys of {@link #itemsByKey} again. Comparing keys encodes both, so only {@link #keys} and
   * changes that add or remove a key pay for the order.
   */
  private final SortedSet<Key> keysInOrder = new TreeSet<>();

  private boolean closed;

  @Override
  public Map<String, Bytes> read(Key key) throws IOException {
    lock.readLock().lock();
    try {
      refuseIfClosed();
      SortedMap<String, Bytes> items = itemsByKey.get(key);
      return items == null ? Map.of() : new TreeMap<>(items);
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void commit(List<Change> changes) throws IOException {
    // Refuses a null among them before the first one is made.
    List<Change> whole = List.copyOf(changes);
    lock.writeLock().lock();
    try {
      refuseIfClosed();
      for (Change change : whole) {
        make(change);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void make(Change change) {
    Bytes content = change.content();
    if (content == null) {
      remove(change.key(), change.item());
      return;
    }
    SortedMap<String, Bytes> items = itemsByKey.get(change.key());
    if (items == null) {
      items = new TreeMap<>();
      itemsByKey.put(change.key(), items);
      keysInOrder.add(change.key());
    }
    items.put(change.item(), content);
  }

  private void remove(Key key, String item) {
    SortedMap<String, Bytes> items = itemsByKey.get(key);
    if (items == null) {
      return;
    }
    items.remove(item);
    if (items.isEmpty()) {
      itemsByKey.remove(key);
      keysInOrder.remove(key);
    }
  }

  @Override
  public List<Key> keys(@Nullable Key after, int limit) throws IOException {
    if (limit < 0) {
      throw new IllegalArgumentException("limit must be at least 0, not " + limit);
    }
    lock.readLock().lock();
    try {
      refuseIfClosed();
      List<Key> page = new ArrayList<>();
      for (Key key : after == null ? keysInOrder : keysInOrder.tailSet(after)) {
        if (page.size() >= limit) {
          break;
        }
        if (!key.equals(after)) {
          page.add(key);
        }
      }
      return page;
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      itemsByKey.clear();
      keysInOrder.clear();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void refuseIfClosed() throws IOException {
    if (closed) {
      throw new IOException("the memory store is closed");
    }
  }
}
