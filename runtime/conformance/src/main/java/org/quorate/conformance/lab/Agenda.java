package org.quorate.conformance.lab;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen, in the order of a virtual clock; things due at one moment in the order given.
 */
final class Agenda {
  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long nowNanos;
  private long numbers;

  private record Entry(long dueNanos, long number, Runnable action) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      return dueNanos == other.dueNanos
          ? Long.compare(number, other.number)
          : Long.compare(dueNanos, other.dueNanos);
    }
  }

  void after(long delayNanos, Runnable action) {
    entries.add(new Entry(nowNanos + delayNanos, numbers++, action));
  }

  /** Carries out what is due next, at its time; false if there is nothing left. */
  boolean runNext() {
    @Nullable Entry next = entries.poll();
    if (next == null) {
      return false;
    }
    nowNanos = Math.max(nowNanos, next.dueNanos);
    next.action.run();
    return true;
  }

  /** The current moment; no two calls return the same one, so any two moments have an order. */
  long tick() {
    return ++nowNanos;
  }

  long nowNanos() {
    return nowNanos;
  }
}
