package org.quorate.host.replica;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * What waits, by whose it is. Everybody is served by turns, so that whoever brings more than others
 * waits longer, and they do not; and nobody faster than a {@link Throttle} allows. What one brought
 * stays in its order. Thread-safe.
 */
final class FairQueue<K, T> {
  private final Throttle<K> throttle;
  private final ToIntFunction<T> cost;

  /** Whose turn is next comes first. Guarded by this. */
  private final Map<K, Deque<T>> waiting = new LinkedHashMap<>();

  /** Guarded by this. */
  private boolean ended;

  /**
   * An empty queue.
   *
   * @param throttle is charged with what is taken
   * @param cost of one, in the throttle's units
   */
  FairQueue(Throttle<K> throttle, ToIntFunction<T> cost) {
    this.throttle = throttle;
    this.cost = cost;
  }

  synchronized void add(K whose, T one) {
    waiting.computeIfAbsent(whose, key -> new ArrayDeque<>()).add(one);
    notifyAll();
  }

  /** Forgets what of {@code whose} waits and is {@code unwanted}, and returns it. */
  synchronized List<T> forget(K whose, Predicate<T> unwanted) {
    Deque<T> own = waiting.getOrDefault(whose, new ArrayDeque<>());
    List<T> forgotten = own.stream().filter(unwanted).toList();
    if (own.removeIf(unwanted) && own.isEmpty()) {
      waiting.remove(whose);
    }
    return forgotten;
  }

  /** Nobody waits for more any longer, once what may be taken now has been. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /**
   * Takes at most {@code max}, of those first who have waited longest since they were served.
   * {@code shared} is shared alike by all who have been active of late, but each may have one: so
   * the fewer there are the more each gets, and what somebody will wait for who comes next does not
   * grow with what the others bring. Waits until there is something that the throttle allows.
   *
   * @return empty only at the end; what the throttle did not allow by then is never taken
   */
  synchronized List<T> take(int max, int shared) throws InterruptedException {
    List<T> taken = takeAllowed(max, shared);
    while (taken.isEmpty() && !ended) {
      if (waiting.isEmpty()) {
        wait();
      } else {
        TimeUnit.NANOSECONDS.timedWait(this, waitNanos());
      }
      taken = takeAllowed(max, shared);
    }
    return taken;
  }

  private List<T> takeAllowed(int max, int shared) {
    List<K> allowed = new ArrayList<>();
    for (K one : waiting.keySet()) {
      if (throttle.waitNanos(one) == 0) {
        allowed.add(one);
      }
    }
    int ofEachMax = Math.max(1, shared / Math.max(throttle.active(), Math.max(1, allowed.size())));
    List<T> taken = new ArrayList<>();
    Iterator<K> next = allowed.iterator();
    while (next.hasNext() && taken.size() < max) {
      K served = next.next();
      // Comes last from now on, if there is more of it.
      Deque<T> own = waiting.remove(served);
      for (int i = 0; i < ofEachMax && taken.size() < max && mayTake(served, own); i++) {
        T one = own.remove();
        throttle.charge(served, cost.applyAsInt(one));
        taken.add(one);
      }
      if (!own.isEmpty()) {
        waiting.put(served, own);
      }
    }
    return taken;
  }

  private boolean mayTake(K whose, Deque<T> own) {
    return !own.isEmpty() && throttle.waitNanos(whose) == 0;
  }

  private long waitNanos() {
    return waiting.keySet().stream().mapToLong(throttle::waitNanos).min().orElse(0);
  }
}
