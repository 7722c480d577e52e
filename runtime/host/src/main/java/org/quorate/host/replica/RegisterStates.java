package org.quorate.host.replica;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.storage.RegisterStore;
import org.quorate.api.storage.RegisterStore.Change;
import org.quorate.host.codec.StateCodec;

/**
 * The states of the registers that one event loop owns: those used lately in memory, all of them in
 * the store. What a turn changes takes effect in memory at once and leaves only when it is durable.
 * Not thread-safe.
 */
final class RegisterStates<S> {
  private static final int STATE_OVERHEAD_BYTES = 1024;

  private final ReplicaMachine<S, ?, ?> machine;
  private final StateCodec<S> codec;
  private final RegisterStore store;

  /** Equal to what the store holds. */
  private final Cache<Key, Stored<S>> durable;

  /** Changed in this turn, not yet durable. */
  private final Map<Key, S> changed = new LinkedHashMap<>();

  /**
   * A state as the store holds it.
   *
   * @param state null if nothing is stored
   */
  private record Stored<S>(@Nullable S state, int bytes) {}

  /**
   * The states in {@code store}.
   *
   * @param cachedBytesMax that those in memory may take, about
   */
  RegisterStates(
      ReplicaMachine<S, ?, ?> machine,
      StateCodec<S> codec,
      RegisterStore store,
      long cachedBytesMax) {
    this.machine = machine;
    this.codec = codec;
    this.store = store;
    this.durable =
        Caffeine.newBuilder()
            .maximumWeight(cachedBytesMax)
            .weigher((Key key, Stored<S> stored) -> STATE_OVERHEAD_BYTES + stored.bytes())
            .executor(Runnable::run)
            .build();
  }

  /** The state as this turn has left it so far. */
  S get(Key key) throws IOException {
    S state = changed.get(key);
    if (state == null) {
      state = stored(key).state();
    }
    return state == null ? machine.initial(key) : state;
  }

  /** Whether nothing has ever been stored of the register. */
  boolean isNew(Key key) throws IOException {
    return !changed.containsKey(key) && stored(key).state() == null;
  }

  void put(Key key, S next) {
    changed.put(key, next);
  }

  /**
   * Makes all changes of the turn durable.
   *
   * @return whether there were any
   * @throws IOException if that failed; the changes are then undone
   */
  boolean commit() throws IOException {
    if (changed.isEmpty()) {
      return false;
    }
    try {
      List<Change> changes = new ArrayList<>();
      Map<Key, Stored<S>> next = new LinkedHashMap<>();
      for (Map.Entry<Key, S> entry : changed.entrySet()) {
        Key key = entry.getKey();
        Stored<S> before = stored(key);
        List<Change> own = codec.changes(key, before.state(), entry.getValue());
        changes.addAll(own);
        next.put(key, new Stored<>(entry.getValue(), before.bytes() + bytesOf(own)));
      }
      store.commit(changes);
      durable.putAll(next);
      return true;
    } finally {
      changed.clear();
    }
  }

  private Stored<S> stored(Key key) throws IOException {
    Stored<S> known = durable.getIfPresent(key);
    if (known != null) {
      return known;
    }
    Map<String, Bytes> items = store.read(key);
    Stored<S> read =
        items.isEmpty()
            ? new Stored<>(null, 0)
            : new Stored<>(
                codec.decode(key, items), items.values().stream().mapToInt(Bytes::length).sum());
    durable.put(key, read);
    return read;
  }

  /** An upper bound of what the state grew by: what was replaced is not subtracted. */
  private static int bytesOf(List<Change> changes) {
    int sum = 0;
    for (Change change : changes) {
      Bytes content = change.content();
      sum += content == null ? 0 : content.length();
    }
    return sum;
  }
}
