package org.quorate.conformance.history;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Tells writes of one value apart as far as time does: a read cannot have returned a write that
 * begins after it, nor one that a write of another value followed and yet preceded the read. Writes
 * and reads that are linked by what remains share a number, all others get different ones. So most
 * values that repeat do so no longer, and need no search.
 */
final class Attribution {
  /** Pairs of a read and a write to look at; beyond, the writes of a value are not told apart. */
  private static final long WORK_MAX = 50_000_000;

  private final List<Interval> operations;
  private final List<Interval> attributed;
  private final Writes writes;
  private final Map<Integer, Groups> groups = new HashMap<>();
  private int numbered;
  private long work;
  private boolean ambiguous;

  Attribution(List<Interval> operations) {
    this.operations = operations;
    this.writes = new Writes(operations);
    for (Interval operation : operations) {
      numbered = Math.max(numbered, operation.value());
    }
    for (Interval operation : operations) {
      Writes.OfValue ofValue = writes.of(operation.value());
      if (ofValue.size() > 1) {
        Groups ofAll = groups.computeIfAbsent(operation.value(), value -> new Groups(ofValue));
        ambiguous |= !operation.isWrite() && ofAll.link(operation);
      }
    }
    groups.values().forEach(Groups::number);
    attributed = operations.stream().map(this::attributed).toList();
  }

  private Interval attributed(Interval operation) {
    Groups ofValue = groups.get(operation.value());
    return ofValue == null ? operation : operation.withValue(ofValue.numberOf(operation));
  }

  /** The operations with their new numbers. */
  List<Interval> operations() {
    return attributed;
  }

  /** Whether some read may have returned either of two writes. */
  boolean isAmbiguous() {
    return ambiguous;
  }

  /**
   * What was found on {@link #operations}, of the operations as they were given: with every write
   * that a read in it may have returned, and what says that it did not.
   */
  Finding ofOriginals(Finding finding) {
    IdentityHashMap<Interval, Interval> originals = new IdentityHashMap<>();
    for (int i = 0; i < operations.size(); i++) {
      originals.put(attributed.get(i), operations.get(i));
    }
    Set<Interval> evidence = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Interval found : finding.evidence()) {
      Interval original = originals.getOrDefault(found, found);
      evidence.add(original);
      if (!original.isWrite()) {
        Writes.OfValue ofValue = writes.of(original.value());
        for (int i = 0; i < Math.max(1, ofValue.begunBy(original)); i++) {
          evidence.add(ofValue.get(i));
        }
        if (ofValue.size() > 1) {
          evidence.add(writes.newestBefore(original));
        }
      }
    }
    evidence.remove(Interval.GENESIS);
    return new Finding(finding.verdict(), List.copyOf(evidence), finding.reason());
  }

  /** The writes of one value, joined where one read may have returned either (union-find). */
  private final class Groups {
    private final Writes.OfValue ofValue;
    private final int[] parent;

    /** The latest end of those up to each that have one. */
    private final long[] endMax;

    /** Those that have none, and how many of them are joined: they are candidates ever after. */
    private final int[] endless;

    private int endlessJoined = 1;
    private boolean isOne;
    private final IdentityHashMap<Interval, Integer> group = new IdentityHashMap<>();
    private final Map<Integer, Integer> numbers = new HashMap<>();

    Groups(Writes.OfValue ofValue) {
      this.ofValue = ofValue;
      int size = ofValue.size();
      parent = IntStream.range(0, size).toArray();
      endless = IntStream.range(0, size).filter(i -> ofValue.get(i).isEndless()).toArray();
      endMax = new long[size];
      long latest = Long.MIN_VALUE;
      for (int i = 0; i < size; i++) {
        Interval write = ofValue.get(i);
        group.put(write, i);
        latest = write.isEndless() ? latest : Math.max(latest, write.end());
        endMax[i] = latest;
      }
    }

    /** Returns whether {@code read} may have returned several. */
    boolean link(Interval read) {
      if (isOne) {
        group.put(read, 0);
        return true;
      }
      long newest = writes.newestBefore(read).call();
      int begun = ofValue.begunBy(read);
      int candidate = -1;
      int candidates = 0;
      for (int i = begun - 1; i >= 0 && endMax[i] >= newest; i--) {
        work++;
        Interval write = ofValue.get(i);
        if (write.end() >= newest && !write.isEndless()) {
          candidates++;
          candidate = candidate < 0 ? i : join(candidate, i);
        }
      }
      int endlessBegun = countBelow(endless, begun);
      if (endlessBegun > 0) {
        candidate = candidate < 0 ? endless[0] : join(candidate, endless[0]);
        for (; endlessJoined < endlessBegun; endlessJoined++) {
          join(candidate, endless[endlessJoined]);
        }
      }
      // Without a candidate the history fails, whichever write it is.
      group.put(read, Math.max(0, candidate));
      if (work > WORK_MAX) {
        isOne = true;
        IntStream.range(1, parent.length).forEach(i -> join(0, i));
      }
      return isOne || candidates + endlessBegun > 1;
    }

    private int countBelow(int[] sorted, int bound) {
      int found = Arrays.binarySearch(sorted, bound);
      return found < 0 ? -found - 1 : found;
    }

    private int join(int one, int other) {
      parent[root(other)] = root(one);
      return one;
    }

    private int root(int index) {
      int at = index;
      while (parent[at] != at) {
        parent[at] = parent[parent[at]];
        at = parent[at];
      }
      return at;
    }

    void number() {
      group.replaceAll((operation, index) -> root(index));
      group.values().forEach(root -> numbers.computeIfAbsent(root, same -> ++numbered));
    }

    int numberOf(Interval operation) {
      return Objects.requireNonNull(numbers.get(Objects.requireNonNull(group.get(operation))));
    }
  }
}
