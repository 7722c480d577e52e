package org.quorate.conformance.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * BFT-linearizability (Liskov and Rodrigues 2006, section 4): linearizability, and what removed
 * clients leave behind is bounded. Each client is judged by itself.
 *
 * <p>A write counts only if it must have taken effect after the removal: if the history is not
 * linearizable with that write ended by then. Of those that may each have taken effect before, and
 * that a read called after the removal returned, all but one count as well: the register held only
 * one of them at the removal. So the count is the least that explains the history where values do
 * not repeat, and never more.
 */
final class Lurking implements RegisterChecker {
  /** For one client and key; beyond, it is undecided. */
  private static final int CHECKS_MAX = 1000;

  private final RegisterChecker atomicity;
  private final Map<String, Long> removals;
  private final LurkingBound bound;

  /**
   * A checker for removed clients.
   *
   * @param removals the times of removal, in nanoseconds
   */
  Lurking(RegisterChecker atomicity, Map<String, Long> removals, LurkingBound bound) {
    this.atomicity = atomicity;
    this.removals = new TreeMap<>(removals);
    this.bound = bound;
  }

  @Override
  public Finding check(List<Interval> operations) {
    Finding atomic = atomicity.check(operations);
    if (!atomic.holds()) {
      return atomic;
    }
    for (Map.Entry<String, Long> removal : removals.entrySet()) {
      Finding masked = checkMasking(operations, removal.getKey(), removal.getValue());
      if (masked.fails()) {
        return masked;
      }
      Count count = new Count(operations, removal.getKey(), removal.getValue());
      if (count.writes() > bound.writesMax()) {
        return Finding.fails(
            List.copyOf(count.evidence),
            Quoted.shortened(removal.getKey())
                + ", removed at "
                + removal.getValue()
                + ", left more lurking writes than "
                + bound.writesMax()
                + ": at least "
                + count.writes()
                + " of its writes took effect later");
      }
      if (count.gaveUp) {
        return Finding.UNDECIDED;
      }
    }
    return Finding.HOLDS;
  }

  /** For each removed client how many lurking writes these operations show, if they hold. */
  Map<String, Integer> writesLeft(List<Interval> operations) {
    Map<String, Integer> left = new TreeMap<>();
    removals.forEach((name, nanos) -> left.put(name, new Count(operations, name, nanos).writes()));
    return left;
  }

  /** What was masked for good is returned by no read called after. */
  private Finding checkMasking(List<Interval> operations, String client, long removal) {
    List<Interval> masking = maskingWrites(operations, removal);
    if (masking.isEmpty()) {
      return Finding.HOLDS;
    }
    long masked = masking.get(masking.size() - 1).end();
    Map<Integer, Interval> left = new HashMap<>();
    operations.stream()
        .filter(operation -> author(operation).equals(client))
        .forEach(write -> left.put(write.value(), write));
    for (Interval read : operations) {
      Interval write = read.isWrite() ? null : left.get(read.value());
      if (write != null && read.call() > masked) {
        List<Interval> evidence = new ArrayList<>(masking);
        evidence.addAll(List.of(write, read));
        return Finding.fails(
            evidence,
            read.name()
                + " returned a write of "
                + Quoted.shortened(client)
                + ", removed at "
                + removal
                + ", after "
                + bound.maskingWrites()
                + " successive writes, called after the removal, that should have masked it");
      }
    }
    return Finding.HOLDS;
  }

  /** The first to end of the successive writes that mask; none if there are too few. */
  private List<Interval> maskingWrites(List<Interval> operations, long removal) {
    List<Interval> masking = new ArrayList<>();
    long after = removal;
    for (int i = 0; i < bound.maskingWrites(); i++) {
      Interval next = null;
      for (Interval operation : operations) {
        if (operation.isWrite()
            && operation.call() > after
            && !operation.isEndless()
            && (next == null || operation.end() < next.end())) {
          next = operation;
        }
      }
      if (next == null) {
        return List.of();
      }
      masking.add(next);
      after = next.end();
    }
    return masking;
  }

  private static String author(Interval operation) {
    Interval.Inferred inferred = operation.inferred();
    return inferred == null || inferred.author() == null ? "" : inferred.author();
  }

  /** What one client left behind, counted until it is more than the bound. */
  private final class Count {
    private final Set<Interval> evidence = Collections.newSetFromMap(new IdentityHashMap<>());
    private int forced;
    private int late;
    private boolean gaveUp;

    Count(List<Interval> operations, String client, long removal) {
      Map<Integer, Reads> reads = new HashMap<>();
      for (Interval operation : operations) {
        if (author(operation).equals(client)) {
          reads.put(operation.value(), new Reads());
        }
      }
      for (Interval operation : operations) {
        Reads ofValue = operation.isWrite() ? null : reads.get(operation.value());
        if (ofValue != null) {
          ofValue.add(operation);
        }
      }
      int checks = 0;
      for (Interval write : operations) {
        Reads ofWrite = reads.get(write.value());
        if (!author(write).equals(client) || ofWrite == null || !ofWrite.areSeenAfter(removal)) {
          continue;
        }
        gaveUp |= ++checks > CHECKS_MAX;
        if (gaveUp || writes() > bound.writesMax()) {
          return;
        }
        count(operations, write, ofWrite, removal);
      }
    }

    private void count(List<Interval> operations, Interval write, Reads reads, long removal) {
      Deadlines earlier =
          new Deadlines(operations, one -> one.equals(write) ? removal : Long.MAX_VALUE);
      Finding finding = atomicity.check(earlier.operations());
      gaveUp |= finding.verdict() == Finding.Verdict.UNDECIDED;
      if (finding.fails()) {
        forced++;
        evidence.addAll(earlier.originals(finding));
      } else if (reads.anyBeginsAfter(removal)) {
        late++;
        evidence.add(write);
        evidence.addAll(reads.all);
      }
    }

    int writes() {
      return forced + Math.max(0, late - 1);
    }
  }

  /** The reads of one value. */
  private static final class Reads {
    private final List<Interval> all = new ArrayList<>();

    void add(Interval read) {
      all.add(read);
    }

    /** Whether there are any, and none shows that the value was there by then. */
    boolean areSeenAfter(long nanos) {
      return !all.isEmpty() && all.stream().allMatch(read -> read.end() > nanos);
    }

    boolean anyBeginsAfter(long nanos) {
      return all.stream().anyMatch(read -> read.call() > nanos);
    }
  }
}
