package org.quorate.api.crypto;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.quorate.api.model.Bytes;

/**
 * Remembers what the most recently used keys were parsed to, so that a key is parsed once and not
 * for each signature. Bounded, because keys come from the network too. Thread-safe; parsing happens
 * outside the lock, so two threads may parse the same key at once.
 *
 * @param <T> the parsed form; must be immutable or thread-safe
 */
public final class ParsedKeys<T> {
  private final Map<Bytes, T> recent;

  /**
   * @param keysMax how many are remembered, at least 1
   */
  public ParsedKeys(int keysMax) {
    if (keysMax < 1) {
      throw new IllegalArgumentException("must remember at least one key, not " + keysMax);
    }
    recent =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Bytes, T> eldest) {
            return size() > keysMax;
          }
        };
  }

  /**
   * The parsed form of {@code key}, or nothing if it is no key.
   *
   * @param parse gives nothing for what is no key; that is not remembered, lest garbage push out
   *     keys
   */
  public Optional<T> recall(Bytes key, Function<Bytes, Optional<T>> parse) {
    synchronized (recent) {
      T known = recent.get(key);
      if (known != null) {
        return Optional.of(known);
      }
    }
    Optional<T> parsed = parse.apply(key);
    parsed.ifPresent(
        fresh -> {
          synchronized (recent) {
            recent.put(key, fresh);
          }
        });
    return parsed;
  }
}
