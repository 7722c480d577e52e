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
 * waits longer, and they do not; nobody faster than a {@link Throttle} allows, and those who have a
 * backlog together no more than a {@link BulkBudget} does. What one brought stays in its order.
 * Thread-safe.
 */
final class FairQueue<K, T> {
  /**
   * Who has more than this waiting has a backlog until nothing of it waits any more. Those who wait
   * for an answer before they ask again never have, even if they work for a few users at once.
   */
  static final int SPARSE_WAITING_MAX = 8;

  private final Throttle<K> throttle;
  private final BulkBudget budget;
  private final ToIntFunction<T> cost;

  /** Whose turn is next comes first. Guarded by this. */
  private final Map<K, Waiting<T>> waiting = new LinkedHashMap<>();

  /** Guarded by this. */
  private boolean ended;

  private static final class Waiting<T> {
    private final Deque<T> items = new ArrayDeque<>();
    private boolean isBulk;

    private void add(T one) {
      items.add(one);
      isBulk |= items.size() > SPARSE_WAITING_MAX;
    }
  }

  /**
   * What was taken at one time, and what it costs in the throttle's units.
   *
   * @param sparseCost of what is of those without a backlog
   * @param bulkCost of the rest
   */
  record Turn<T>(List<T> items, long sparseCost, long bulkCost) {
    /** Counts {@code nanos} of a processor, which this turn took, against {@code budget}. */
    void took(long nanos, BulkBudget budget) {
      double perUnit = (double) nanos / Math.max(1, sparseCost + bulkCost);
      budget.worked(perUnit * sparseCost, perUnit * bulkCost);
    }
  }

  /**
   * An empty queue.
   *
   * @param throttle is charged with what is taken
   * @param cost of one, in the throttle's units
   */
  FairQueue(Throttle<K> throttle, BulkBudget budget, ToIntFunction<T> cost) {
    this.throttle = throttle;
    this.budget = budget;
    this.cost = cost;
  }

  synchronized void add(K whose, T one) {
    waiting.computeIfAbsent(whose, key -> new Waiting<>()).add(one);
    notifyAll();
  }

  /** Forgets what of {@code whose} waits and is {@code unwanted}, and returns it. */
  synchronized List<T> forget(K whose, Predicate<T> unwanted) {
    Deque<T> own = waiting.getOrDefault(whose, new Waiting<>()).items;
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
   * grow with what the others bring. Waits until there is something that is allowed.
   *
   * @return empty only at the end; what was not allowed by then is never taken
   */
  synchronized Turn<T> take(int max, int shared) throws InterruptedException {
    Turn<T> taken = takeAllowed(max, shared);
    while (taken.items().isEmpty() && !ended) {
      if (waiting.isEmpty()) {
        wait();
      } else {
        TimeUnit.NANOSECONDS.timedWait(this, waitNanos());
      }
      taken = takeAllowed(max, shared);
    }
    return taken;
  }

  private Turn<T> takeAllowed(int max, int shared) {
    List<K> allowed = new ArrayList<>();
    waiting.forEach(
        (whose, own) -> {
          if (waitNanos(whose, own) == 0) {
            allowed.add(whose);
          }
        });
    int ofEachMax = Math.max(1, shared / Math.max(throttle.active(), Math.max(1, allowed.size())));
    List<T> taken = new ArrayList<>();
    long sparseCost = 0;
    long bulkCost = 0;
    Iterator<K> next = allowed.iterator();
    while (next.hasNext() && taken.size() < max) {
      K served = next.next();
      // Comes last from now on, if there is more of it.
      Waiting<T> own = waiting.remove(served);
      long costOfOwn = 0;
      for (int i = 0; i < ofEachMax && taken.size() < max && mayTake(served, own.items); i++) {
        T one = own.items.remove();
        int costOfOne = cost.applyAsInt(one);
        throttle.charge(served, costOfOne);
        costOfOwn += costOfOne;
        taken.add(one);
      }
      if (own.isBulk) {
        bulkCost += costOfOwn;
      } else {
        sparseCost += costOfOwn;
      }
      if (!own.items.isEmpty()) {
        waiting.put(served, own);
      }
    }
    return new Turn<>(taken, sparseCost, bulkCost);
  }

  private boolean mayTake(K whose, Deque<T> own) {
    return !own.isEmpty() && throttle.waitNanos(whose) == 0;
  }

  private long waitNanos() {
    return waiting.entrySet().stream()
        .mapToLong(one -> waitNanos(one.getKey(), one.getValue()))
        .min()
        .orElse(0);
  }

  private long waitNanos(K whose, Waiting<T> own) {
    return Math.max(throttle.waitNanos(whose), own.isBulk ? budget.waitNanos() : 0);
  }
}
