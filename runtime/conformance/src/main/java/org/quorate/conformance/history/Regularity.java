package org.quorate.conformance.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Regular and safe semantics (Lamport, "On interprocess communication", 1986), with many writers
 * (Shao, Welch, Pierce and Lee, "Multiwriter consistency conditions", 2011, the weakest one): a
 * read returns a write that does not begin after it, and that no other write follows and yet
 * precedes the read. Safe: the same of reads that are concurrent with no write; others may return
 * anything.
 */
final class Regularity implements RegisterChecker {
  private final boolean safe;

  /**
   * @param safe for safe semantics, else regular
   */
  Regularity(boolean safe) {
    this.safe = safe;
  }

  @Override
  public Finding check(List<Interval> operations) {
    Writes writes = new Writes(operations);
    for (Interval operation : operations) {
      if (!operation.isWrite() && !(safe && writes.anyConcurrentWith(operation))) {
        Finding finding = writes.check(operation);
        if (finding.fails()) {
          return finding;
        }
      }
    }
    return Finding.HOLDS;
  }

  private static final class Writes {
    private final Map<Integer, List<Interval>> byValue = new HashMap<>();
    private final Interval[] byEnd;
    private final Interval[] lastToBegin;
    private final long[] calls;

    Writes(List<Interval> operations) {
      List<Interval> honest = new ArrayList<>();
      byValue.put(Interval.INITIAL, List.of(Interval.GENESIS));
      for (Interval operation : operations) {
        if (operation.isWrite()) {
          byValue.computeIfAbsent(operation.value(), v -> new ArrayList<>()).add(operation);
          if (!operation.isInferred()) {
            honest.add(operation);
          }
        }
      }
      byEnd = honest.toArray(Interval[]::new);
      Arrays.sort(byEnd, Comparator.comparingLong(Interval::end));
      calls = honest.stream().mapToLong(Interval::call).sorted().toArray();
      // lastToBegin[i]: of the first i to end, the one that began last.
      lastToBegin = new Interval[byEnd.length + 1];
      lastToBegin[0] = Interval.GENESIS;
      for (int i = 0; i < byEnd.length; i++) {
        lastToBegin[i + 1] = byEnd[i].call() > lastToBegin[i].call() ? byEnd[i] : lastToBegin[i];
      }
    }

    boolean anyConcurrentWith(Interval read) {
      return begunBy(read.end()) > endedBefore(read.call());
    }

    Finding check(Interval read) {
      if (read.value() == Interval.UNWRITTEN) {
        return Finding.fails(List.of(read), read.name() + " returned what nobody wrote");
      }
      Interval newest = lastToBegin[endedBefore(read.call())];
      List<Interval> evidence = new ArrayList<>(List.of(read));
      boolean anyBegun = false;
      for (Interval write : byValue.getOrDefault(read.value(), List.of())) {
        boolean begun = write.call() <= read.end();
        if (begun && write.end() >= newest.call()) {
          return Finding.HOLDS;
        }
        anyBegun |= begun;
        evidence.add(write);
      }
      if (!anyBegun) {
        return Finding.fails(evidence, read.name() + " ended before its write began");
      }
      evidence.add(newest);
      evidence.remove(Interval.GENESIS);
      return Finding.fails(
          evidence, read.name() + " began after " + newest.name() + ", which is newer, had ended");
    }

    /** How many writes ended before {@code moment}. */
    private int endedBefore(long moment) {
      int from = 0;
      int to = byEnd.length;
      while (from < to) {
        int middle = (from + to) >>> 1;
        if (byEnd[middle].end() < moment) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      return from;
    }

    /** How many writes began at {@code moment} or before. */
    private int begunBy(long moment) {
      int from = 0;
      int to = calls.length;
      while (from < to) {
        int middle = (from + to) >>> 1;
        if (calls[middle] <= moment) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      return from;
    }
  }
}
