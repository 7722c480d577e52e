package org.quorate.host.replica;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What waits, by whose it is. Everybody is served by turns, so that whoever brings more than others
 * waits longer, and they do not. What one brought stays in its order. Thread-safe.
 */
final class FairQueue<K, T> {
  /** Whose turn is next comes first. Guarded by this. */
  private final Map<K, Deque<T>> waiting = new LinkedHashMap<>();

  /** Guarded by this. */
  private boolean ended;

  synchronized void add(K whose, T one) {
    waiting.computeIfAbsent(whose, key -> new ArrayDeque<>()).add(one);
    notifyAll();
  }

  /** Nobody waits for more any longer, once what is there has been taken. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /**
   * Takes at most {@code max}, and at most {@code ofEachMax} of each, of those first who have
   * waited longest since they were served. Waits until there is something.
   *
   * @return empty only at the end
   */
  synchronized List<T> take(int max, int ofEachMax) throws InterruptedException {
    while (waiting.isEmpty() && !ended) {
      wait();
    }
    List<T> taken = new ArrayList<>();
    Map<K, Deque<T>> later = new LinkedHashMap<>();
    Iterator<Map.Entry<K, Deque<T>>> next = waiting.entrySet().iterator();
    while (next.hasNext() && taken.size() < max) {
      Map.Entry<K, Deque<T>> served = next.next();
      Deque<T> own = served.getValue();
      for (int i = 0; i < ofEachMax && taken.size() < max && !own.isEmpty(); i++) {
        taken.add(own.remove());
      }
      if (!own.isEmpty()) {
        later.put(served.getKey(), own);
      }
      next.remove();
    }
    waiting.putAll(later);
    return taken;
  }
}
