package org.quorate.conformance.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Linearizability of a register in general, also where values repeat (Wing and Gong 1993; just in
 * time, with configurations remembered: Lowe, "Testing for linearizability", 2017).
 *
 * <p>Goes through calls and ends in their order and keeps every configuration that may be: the
 * value held, and which of the operations under way have taken effect. When an operation ends, it
 * must have. Time is linear in the length of the history and exponential only in the number of
 * writes under way at a moment. Some things keep that number low, and lose nothing:
 *
 * <ul>
 *   <li>a read takes effect as soon as it can: it changes nothing, so waiting gains nothing;
 *   <li>a write whose value no read wants any more takes effect just before the next write, if
 *       there is one: nobody sees it;
 *   <li>a write without an end takes effect only if a read under way wants its value: else it may
 *       as well never have;
 *   <li>of two configurations that differ only in the reads that have taken effect, the one goes in
 *       which fewer have;
 *   <li>of two configurations that differ only in how many writes without an end they have used,
 *       the one that has used more goes: it can do nothing that the other cannot.
 * </ul>
 */
final class Search implements RegisterChecker {
  /** A configuration is a bit for each operation under way. */
  private static final int UNDER_WAY_MAX = 63;

  private final long stepsMax;

  Search(long stepsMax) {
    this.stepsMax = stepsMax;
  }

  @Override
  public Finding check(List<Interval> operations) {
    return new Run(Schedule.of(operations)).run();
  }

  private final class Run {
    private final Schedule schedule;
    private final int[] slotOf;
    private final int[] inSlot = new int[UNDER_WAY_MAX];

    /** For each value the slots of the reads under way. */
    private final long[] readers;

    private long allReaders;

    /** For each value the writes without an end that have begun. */
    private final int[] spares;

    private final List<Integer> sparedValues = new ArrayList<>();
    private Configurations configurations = new Configurations(0);
    private long steps;
    private long now;

    Run(Schedule schedule) {
      this.schedule = schedule;
      this.slotOf = new int[schedule.size()];
      this.readers = new long[schedule.values()];
      this.spares = new int[schedule.values()];
      Arrays.fill(inSlot, -1);
      configurations.add(Configuration.FIRST);
    }

    Finding run() {
      for (Schedule.Moment moment : schedule.moments()) {
        int operation = moment.operation();
        now = moment.nanos();
        switch (moment.kind()) {
          case BEGIN -> {
            if (!begin(operation)) {
              return Finding.UNDECIDED;
            }
          }
          case END -> end(operation);
        }
        if (steps > stepsMax) {
          return Finding.UNDECIDED;
        }
        if (configurations.isEmpty()) {
          return failure(operation);
        }
      }
      return Finding.HOLDS;
    }

    private boolean begin(int operation) {
      int value = schedule.value(operation);
      if (schedule.isSpare(operation)) {
        if (spares[value]++ == 0) {
          sparedValues.add(value);
        }
        return true;
      }
      int slot = 0;
      while (slot < UNDER_WAY_MAX && inSlot[slot] >= 0) {
        slot++;
      }
      if (slot == UNDER_WAY_MAX) {
        return false;
      }
      inSlot[slot] = operation;
      slotOf[operation] = slot;
      if (!schedule.isWrite(operation)) {
        readers[value] |= 1L << slot;
        allReaders |= 1L << slot;
        Configurations next = new Configurations(allReaders);
        configurations.forEach(c -> next.add(holding(c.value(), c.effective(), c.used())));
        configurations = next;
      }
      return true;
    }

    private void end(int operation) {
      int slot = slotOf[operation];
      long bit = 1L << slot;
      Configurations next = new Configurations(allReaders);
      Configurations seen = new Configurations(allReaders);
      Deque<Configuration> open = new ArrayDeque<>();
      configurations.forEach(open::add);
      while (!open.isEmpty() && steps <= stepsMax) {
        Configuration configuration = open.remove();
        steps++;
        if ((configuration.effective() & bit) != 0) {
          next.add(configuration.without(bit));
          continue;
        }
        for (Configuration after : successors(configuration, operation)) {
          if (seen.add(after)) {
            open.add(after);
          }
        }
      }
      inSlot[slot] = -1;
      readers[schedule.value(operation)] &= ~bit;
      allReaders &= ~bit;
      configurations = next;
    }

    /** One more write takes effect, which it need not unless it is {@code ending}. */
    private List<Configuration> successors(Configuration before, int ending) {
      List<Configuration> successors = new ArrayList<>();
      long unwanted = unwanted(before.effective());
      for (int slot = 0; slot < UNDER_WAY_MAX; slot++) {
        int operation = inSlot[slot];
        long bit = 1L << slot;
        if (operation >= 0
            && schedule.isWrite(operation)
            && (before.effective() & bit) == 0
            && ((unwanted & bit) == 0 || operation == ending)) {
          long effective = before.effective() | unwanted | bit;
          boolean isRead = isWanted(operation, effective);
          int value = isRead ? schedule.value(operation) : Configuration.UNWANTED;
          successors.add(holding(value, effective, before.used()));
        }
      }
      for (int spared = 0; spared < sparedValues.size(); spared++) {
        int value = sparedValues.get(spared);
        if ((readers[value] & ~before.effective()) != 0 && before.used(spared) < spares[value]) {
          long effective = before.effective() | unwanted;
          successors.add(holding(value, effective, before.withUsed(spared)));
        }
      }
      return successors;
    }

    /** The writes under way that no read still wants. */
    private long unwanted(long effective) {
      long unwanted = 0;
      for (int slot = 0; slot < UNDER_WAY_MAX; slot++) {
        int operation = inSlot[slot];
        if (operation >= 0 && schedule.isWrite(operation)) {
          unwanted |= isWanted(operation, effective) ? 0 : 1L << slot;
        }
      }
      return unwanted;
    }

    private boolean isWanted(int write, long effective) {
      return schedule.isWantedFrom(now, write)
          || (readers[schedule.value(write)] & ~effective) != 0;
    }

    private Configuration holding(int value, long effective, int[] used) {
      long reading = value == Configuration.UNWANTED ? 0 : readers[value];
      return new Configuration(value, effective | reading, used);
    }

    private Finding failure(int operation) {
      return Finding.fails(
          schedule.until(operation),
          "no order of these operations explains every read, at the latest "
              + schedule.interval(operation).name());
    }
  }
}
