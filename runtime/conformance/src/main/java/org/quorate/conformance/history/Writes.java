package org.quorate.conformance.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The writes of one register, in the orders in which reads ask for them. */
final class Writes {
  private static final OfValue NONE = new OfValue(List.of());

  private final Map<Integer, OfValue> byValue = new HashMap<>();
  private final long[] calls;
  private final long[] ends;
  private final Interval[] lastToBegin;

  /** The writes among {@code operations}, and the register's beginning. */
  Writes(List<Interval> operations) {
    Map<Integer, List<Interval>> lists = new HashMap<>();
    lists.put(Interval.INITIAL, List.of(Interval.GENESIS));
    List<Interval> correct = new ArrayList<>();
    for (Interval operation : operations) {
      if (operation.isWrite()) {
        lists.computeIfAbsent(operation.value(), value -> new ArrayList<>()).add(operation);
        if (!operation.isInferred()) {
          correct.add(operation);
        }
      }
    }
    lists.forEach((value, list) -> byValue.put(value, new OfValue(list)));
    calls = correct.stream().mapToLong(Interval::call).sorted().toArray();
    correct.sort(Comparator.comparingLong(Interval::end));
    ends = correct.stream().mapToLong(Interval::end).toArray();
    // lastToBegin[i]: of the first i to end, the one that began last.
    lastToBegin = new Interval[ends.length + 1];
    lastToBegin[0] = Interval.GENESIS;
    for (int i = 0; i < ends.length; i++) {
      Interval next = correct.get(i);
      lastToBegin[i + 1] = next.call() > lastToBegin[i].call() ? next : lastToBegin[i];
    }
  }

  OfValue of(int value) {
    return byValue.getOrDefault(value, NONE);
  }

  /** Of the writes of correct clients that precede {@code read} the one that began last. */
  Interval newestBefore(Interval read) {
    return lastToBegin[countBelow(ends, read.call())];
  }

  /** Whether a write of a correct client is concurrent with {@code read}. */
  boolean anyConcurrentWith(Interval read) {
    return countBelow(calls, read.end() + 1) > countBelow(ends, read.call());
  }

  /** How many of {@code sorted} are below {@code bound}. */
  private static int countBelow(long[] sorted, long bound) {
    int from = 0;
    int to = sorted.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (sorted[middle] < bound) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** All writes of one value, in the order of their calls. */
  static final class OfValue {
    private final Interval[] byCall;
    private final long[] calls;
    private final long[] endMax;

    private OfValue(List<Interval> writes) {
      byCall = writes.toArray(Interval[]::new);
      Arrays.sort(byCall, Comparator.comparingLong(Interval::call));
      calls = Arrays.stream(byCall).mapToLong(Interval::call).toArray();
      endMax = Arrays.stream(byCall).mapToLong(Interval::end).toArray();
      Arrays.parallelPrefix(endMax, Math::max);
    }

    int size() {
      return byCall.length;
    }

    Interval get(int index) {
      return byCall[index];
    }

    /** How many began before {@code read} ended. */
    int begunBy(Interval read) {
      return countBelow(calls, read.end() + 1);
    }

    /** The latest end of the first {@code count}, of which there is at least one. */
    long endMax(int count) {
      return endMax[count - 1];
    }
  }
}
