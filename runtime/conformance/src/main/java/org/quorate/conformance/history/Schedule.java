package org.quorate.conformance.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Operations on one register in the order of their calls and ends, made ready for {@link Search}.
 *
 * <p>A write without an end that nobody read is left out. If it was read, and no other has its
 * value, it has taken effect when the first of its reads ends. The write of a faulty client, too,
 * takes effect no earlier than it must: when the first read of it is called.
 */
final class Schedule {
  enum MomentKind {
    BEGIN,
    END
  }

  record Moment(long nanos, MomentKind kind, int operation) {}

  /**
   * An operation.
   *
   * @param wantedUntil the latest call of a read that may return it, if it is a write: none that
   *     another write precedes which it precedes itself
   */
  private record Entry(Interval interval, int value, long call, long end, long wantedUntil) {}

  /** What is known of one value. */
  private static final class Use {
    private final int number;
    private int writes;
    private int reads;
    private long firstCall = Long.MAX_VALUE;
    private long firstEnd = Long.MAX_VALUE;
    private final TreeSet<Long> readCalls = new TreeSet<>();

    Use(int number) {
      this.number = number;
    }

    void note(Interval operation) {
      if (operation.isWrite()) {
        writes++;
      } else {
        reads++;
        readCalls.add(operation.call());
        firstCall = Math.min(firstCall, operation.call());
        firstEnd = Math.min(firstEnd, operation.end());
      }
    }
  }

  private final Map<Integer, Use> uses = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private final TreeMap<Long, Long> firstEndOfCalledFrom = new TreeMap<>();

  private Schedule(List<Interval> operations) {
    noteOverwriting(operations);
    uses.put(Interval.INITIAL, new Use(Interval.INITIAL));
    for (Interval operation : operations) {
      uses.computeIfAbsent(operation.value(), value -> new Use(uses.size())).note(operation);
    }
    for (Interval operation : operations) {
      Use use = uses.get(operation.value());
      if (use != null && !(operation.isEndless() && use.reads == 0)) {
        entries.add(entry(operation, use));
      }
    }
  }

  static Schedule of(List<Interval> operations) {
    return new Schedule(operations);
  }

  /** For each call of a write the first end of those called then or later. */
  private void noteOverwriting(List<Interval> operations) {
    long first = Long.MAX_VALUE;
    List<Interval> latestFirst =
        operations.stream()
            .filter(operation -> operation.isWrite() && !operation.isInferred())
            .sorted(Comparator.comparingLong(Interval::call).reversed())
            .toList();
    for (Interval write : latestFirst) {
      first = Math.min(first, write.end());
      firstEndOfCalledFrom.put(write.call(), first);
    }
  }

  /** After this moment no read can be called that returns {@code write}. */
  private long wantedUntil(Interval write, Use use) {
    Map.Entry<Long, Long> overwritten = firstEndOfCalledFrom.higherEntry(write.end());
    Long last = use.readCalls.floor(overwritten == null ? Long.MAX_VALUE : overwritten.getValue());
    return last == null ? Long.MIN_VALUE : last;
  }

  private Entry entry(Interval operation, Use use) {
    long call = operation.call();
    long end = operation.end();
    if (operation.isWrite() && use.writes == 1 && use.reads > 0) {
      end = Math.min(end, use.firstEnd);
      call = operation.isInferred() ? Math.max(call, Math.min(end, use.firstCall)) : call;
    }
    long wantedUntil = operation.isWrite() ? wantedUntil(operation, use) : Long.MIN_VALUE;
    return new Entry(operation, use.number, call, Math.max(call, end), wantedUntil);
  }

  /** At one time calls come first, because what ends when another begins is concurrent with it. */
  List<Moment> moments() {
    List<Moment> moments = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      moments.add(new Moment(entries.get(i).call(), MomentKind.BEGIN, i));
      if (!isSpare(i)) {
        moments.add(new Moment(entries.get(i).end(), MomentKind.END, i));
      }
    }
    moments.sort(Comparator.comparingLong(Moment::nanos).thenComparing(Moment::kind));
    return moments;
  }

  int size() {
    return entries.size();
  }

  /** How many values there are; they are numbered from 0, {@link Interval#INITIAL}. */
  int values() {
    return uses.size();
  }

  /** Whether a read that may return this write is called at {@code nanos} or later. */
  boolean isWantedFrom(long nanos, int write) {
    return entries.get(write).wantedUntil() >= nanos;
  }

  boolean isWrite(int operation) {
    return entries.get(operation).interval().isWrite();
  }

  int value(int operation) {
    return entries.get(operation).value();
  }

  /** Whether it need not take effect. */
  boolean isSpare(int operation) {
    return entries.get(operation).end() == Long.MAX_VALUE;
  }

  Interval interval(int operation) {
    return entries.get(operation).interval();
  }

  /** All that had begun, and of reads what had ended, when {@code operation} ended. */
  List<Interval> until(int operation) {
    long end = entries.get(operation).end();
    return entries.stream()
        .filter(entry -> entry.call() <= end)
        .map(Entry::interval)
        .filter(interval -> interval.isWrite() || interval.end() <= end)
        .toList();
  }
}
