package org.quorate.certificate.thresholdbls;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Remembers what was lately made of something. Thread-safe. */
final class Recent<K, V> {
  private static final int CAPACITY_AT_FIRST = 16;
  private static final float LOAD_FACTOR = 0.75f;

  private final Function<K, V> maker;
  private final Map<K, V> remembered;

  /**
   * Remembers the {@code countMax} values that were asked for last.
   *
   * @param maker a pure function
   */
  Recent(int countMax, Function<K, V> maker) {
    this.maker = maker;
    this.remembered =
        new LinkedHashMap<>(CAPACITY_AT_FIRST, LOAD_FACTOR, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > countMax;
          }
        };
  }

  V of(K key) {
    synchronized (remembered) {
      V known = remembered.get(key);
      if (known != null) {
        return known;
      }
    }
    // Outside of the lock: others need not wait for what is not theirs.
    V made = maker.apply(key);
    synchronized (remembered) {
      remembered.put(key, made);
    }
    return made;
  }
}
