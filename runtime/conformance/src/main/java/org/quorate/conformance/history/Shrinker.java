package org.quorate.conformance.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes operations out of a failing history as long as it goes on failing (Zeller and Hildebrandt,
 * "Simplifying and isolating failure-inducing input", 2002). What is left fails by itself, because
 * a read stays only together with every write that it may have read.
 */
final class Shrinker {
  /** Operations looked at in all checks together: enough for any history but a very long one. */
  private static final long WORK_MAX = 50_000_000;

  private static final int SUFFIX_MIN = 32;

  private final RegisterChecker checker;
  private final Map<Integer, List<Interval>> writes = new HashMap<>();
  private Finding smallest;
  private long work;

  private Shrinker(RegisterChecker checker, Finding failing) {
    this.checker = checker;
    this.smallest = failing;
    for (Interval operation : failing.evidence()) {
      if (operation.isWrite()) {
        writes.computeIfAbsent(operation.value(), value -> new ArrayList<>()).add(operation);
      }
    }
  }

  /** A failing part of {@code failing} from which no single operation can be taken away. */
  static Finding smallest(RegisterChecker checker, Finding failing) {
    Shrinker shrinker = new Shrinker(checker, failing);
    shrinker.keepSuffix();
    int chunk = Math.max(1, shrinker.smallest.evidence().size() / 2);
    while (true) {
      boolean shrunk = shrinker.dropChunks(chunk);
      if (chunk == 1 && !shrunk) {
        return shrinker.smallest;
      }
      chunk = Math.max(1, chunk / 2);
    }
  }

  /** What goes wrong mostly does so near the end of what was looked at. */
  private void keepSuffix() {
    List<Interval> all = new ArrayList<>(smallest.evidence());
    all.sort(Comparator.comparingLong(Interval::call));
    for (int length = SUFFIX_MIN; length < all.size(); length *= 2) {
      Set<Interval> kept = Collections.newSetFromMap(new IdentityHashMap<>());
      for (Interval operation : all.subList(all.size() - length, all.size())) {
        kept.add(operation);
        if (!operation.isWrite()) {
          kept.addAll(writes.getOrDefault(operation.value(), List.of()));
        }
      }
      if (stillFails(all.stream().filter(kept::contains).toList())) {
        return;
      }
    }
  }

  private boolean dropChunks(int chunk) {
    boolean shrunk = false;
    int at = 0;
    while (at < smallest.evidence().size() && work < WORK_MAX) {
      List<Interval> rest = new ArrayList<>(smallest.evidence());
      rest.subList(at, Math.min(at + chunk, rest.size())).clear();
      if (stillFails(closed(rest))) {
        shrunk = true;
      } else {
        at += chunk;
      }
    }
    return shrunk;
  }

  private boolean stillFails(List<Interval> candidate) {
    work += candidate.size();
    Finding finding = checker.check(candidate);
    if (finding.fails()) {
      smallest = Finding.fails(candidate, finding.reason());
    }
    return finding.fails();
  }

  private List<Interval> closed(List<Interval> operations) {
    Set<Interval> present = Collections.newSetFromMap(new IdentityHashMap<>());
    present.addAll(operations);
    return operations.stream().filter(o -> o.isWrite() || hasItsWrites(o, present)).toList();
  }

  private boolean hasItsWrites(Interval read, Set<Interval> present) {
    List<Interval> all = writes.getOrDefault(read.value(), List.of());
    return all.stream().allMatch(w -> present.contains(w) || w.call() > read.end())
        && (all.isEmpty() || all.stream().anyMatch(present::contains));
  }
}
