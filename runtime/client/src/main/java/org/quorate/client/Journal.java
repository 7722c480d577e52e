package org.quorate.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.storage.RegisterStore;
import org.quorate.api.storage.RegisterStore.Change;
import org.quorate.host.codec.RecordCodec;

/**
 * What a client remembers about the registers it writes, made durable before anything that rests on
 * it leaves. One for each event loop; not thread-safe.
 */
final class Journal<J> {
  private static final String ITEM = "journal";
  private static final int CACHED_MAX = 1024;

  private final RegisterStore store;
  private final RecordCodec codec;
  private final Class<J> type;
  private final Map<Key, J> changed = new LinkedHashMap<>();
  private final Cache<Key, Optional<J>> durable =
      Caffeine.newBuilder().maximumSize(CACHED_MAX).executor(Runnable::run).build();

  Journal(RegisterStore store, RecordCodec codec, Class<J> type) {
    this.store = store;
    this.codec = codec;
    this.type = type;
  }

  /** What was journalled about {@code key}, null for nothing. */
  @Nullable J get(Key key) throws IOException {
    J now = changed.get(key);
    if (now != null) {
      return now;
    }
    Optional<J> known = durable.getIfPresent(key);
    if (known == null) {
      Bytes item = store.read(key).get(ITEM);
      known = item == null ? Optional.empty() : Optional.of(codec.decode(type, item));
      durable.put(key, known);
    }
    return known.orElse(null);
  }

  void put(Key key, J entry) {
    changed.put(key, entry);
  }

  /** Makes all entries of the turn durable; if that fails they are undone. */
  void commit() throws IOException {
    if (changed.isEmpty()) {
      return;
    }
    try {
      List<Change> changes = new ArrayList<>();
      changed.forEach(
          (key, entry) -> changes.add(new Change(key, ITEM, codec.encode(type, entry))));
      store.commit(changes);
      changed.forEach((key, entry) -> durable.put(key, Optional.of(entry)));
    } finally {
      changed.clear();
    }
  }

  List<Key> keys(@Nullable Key after, int limit) throws IOException {
    return store.keys(after, limit);
  }
}
