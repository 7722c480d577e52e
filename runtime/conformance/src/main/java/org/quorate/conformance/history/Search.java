package org.quorate.conformance.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Linearizability of a register in general, also where values repeat (Wing and Gong 1993; just in
 * time, with configurations remembered: Lowe, "Testing for linearizability", 2017).
 *
 * <p>Goes through calls and ends in their order and keeps every configuration that may be: the
 * value held, and which of the operations under way have taken effect. When an operation ends, it
 * must have. Time is linear in the length of the history and exponential only in the number of
 * writes under way at a moment.
 */
final class Search implements RegisterChecker {
  /** A configuration is a bit for each operation under way. */
  private static final int UNDER_WAY_MAX = 63;

  private final long stepsMax;

  Search(long stepsMax) {
    this.stepsMax = stepsMax;
  }

  private record Configuration(int value, long effective) {}

  private record Moment(long nanos, boolean isEnd, int operation) {}

  @Override
  public Finding check(List<Interval> operations) {
    for (Interval operation : operations) {
      if (operation.value() == Interval.UNWRITTEN) {
        return Finding.fails(List.of(operation), operation.name() + " returned what nobody wrote");
      }
    }
    return new Run(withConsequence(operations)).run();
  }

  /** A write that may never take effect, and whose value nobody read, cannot explain anything. */
  private static List<Interval> withConsequence(List<Interval> operations) {
    Set<Integer> read = new HashSet<>();
    operations.stream().filter(o -> !o.isWrite()).forEach(o -> read.add(o.value()));
    return operations.stream()
        .filter(o -> o.end() < Long.MAX_VALUE || read.contains(o.value()))
        .toList();
  }

  private final class Run {
    private final List<Interval> operations;
    private final int[] slotOf;
    private final int[] inSlot = new int[UNDER_WAY_MAX];
    private Set<Configuration> configurations =
        new HashSet<>(Set.of(new Configuration(Interval.INITIAL, 0)));
    private int slotsUsed;
    private long steps;

    Run(List<Interval> operations) {
      this.operations = operations;
      this.slotOf = new int[operations.size()];
      Arrays.fill(inSlot, -1);
    }

    Finding run() {
      for (Moment moment : moments()) {
        if (moment.isEnd()) {
          end(moment.operation());
        } else if (!begin(moment.operation())) {
          return Finding.UNDECIDED;
        }
        if (steps > stepsMax) {
          return Finding.UNDECIDED;
        }
        if (configurations.isEmpty()) {
          return failure(moment);
        }
      }
      return Finding.HOLDS;
    }

    /**
     * At one time calls come first, because what ends when another begins is concurrent with it.
     */
    private List<Moment> moments() {
      List<Moment> moments = new ArrayList<>();
      for (int i = 0; i < operations.size(); i++) {
        moments.add(new Moment(operations.get(i).call(), false, i));
        if (operations.get(i).end() < Long.MAX_VALUE) {
          moments.add(new Moment(operations.get(i).end(), true, i));
        }
      }
      moments.sort(Comparator.comparingLong(Moment::nanos).thenComparing(Moment::isEnd));
      return moments;
    }

    private boolean begin(int operation) {
      int slot = 0;
      while (slot < UNDER_WAY_MAX && inSlot[slot] >= 0) {
        slot++;
      }
      if (slot == UNDER_WAY_MAX) {
        return false;
      }
      inSlot[slot] = operation;
      slotsUsed = Math.max(slotsUsed, slot + 1);
      slotOf[operation] = slot;
      if (!operations.get(operation).isWrite()) {
        Set<Configuration> next = new HashSet<>();
        configurations.forEach(c -> next.add(withReads(c.value(), c.effective())));
        configurations = next;
      }
      return true;
    }

    private void end(int operation) {
      int slot = slotOf[operation];
      long bit = 1L << slot;
      Set<Configuration> next = new HashSet<>();
      Set<Configuration> seen = new HashSet<>(configurations);
      Deque<Configuration> open = new ArrayDeque<>(configurations);
      while (!open.isEmpty() && steps <= stepsMax) {
        Configuration configuration = open.remove();
        steps++;
        if ((configuration.effective() & bit) != 0) {
          next.add(new Configuration(configuration.value(), configuration.effective() & ~bit));
          continue;
        }
        for (int other = 0; other < slotsUsed; other++) {
          Configuration after = withWrite(configuration, other);
          if (seen.add(after)) {
            open.add(after);
          }
        }
      }
      inSlot[slot] = -1;
      configurations = next;
    }

    /** The write in {@code slot} takes effect, if there is one that has not. */
    private Configuration withWrite(Configuration configuration, int slot) {
      long bit = 1L << slot;
      if (inSlot[slot] < 0 || (configuration.effective() & bit) != 0) {
        return configuration;
      }
      Interval operation = operations.get(inSlot[slot]);
      return operation.isWrite()
          ? withReads(operation.value(), configuration.effective() | bit)
          : configuration;
    }

    /** Reads take effect as soon as they can: they change nothing, so waiting gains nothing. */
    private Configuration withReads(int value, long effective) {
      long all = effective;
      for (int slot = 0; slot < slotsUsed; slot++) {
        if (inSlot[slot] >= 0) {
          Interval operation = operations.get(inSlot[slot]);
          all |= !operation.isWrite() && operation.value() == value ? 1L << slot : 0;
        }
      }
      return new Configuration(value, all);
    }

    private Finding failure(Moment moment) {
      Interval last = operations.get(moment.operation());
      List<Interval> begun =
          operations.stream()
              .filter(operation -> operation.call() <= last.end())
              .filter(operation -> operation.isWrite() || operation.end() <= last.end())
              .toList();
      return Finding.fails(
          begun, "no order of these operations explains every read, at the latest " + last.name());
    }
  }
}
