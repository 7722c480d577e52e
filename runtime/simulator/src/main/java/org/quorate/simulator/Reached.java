package org.quorate.simulator;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the runs of a campaign came to: a campaign proves nothing about what it never reached.
 * Thread-safe.
 */
final class Reached {
  /** Enough to see that a campaign still finds new states; bounds the memory. */
  private static final int STATES_MAX = 2_000_000;

  private final ConcurrentSkipListMap<String, LongAdder> counts = new ConcurrentSkipListMap<>();
  private final Set<Integer> states = ConcurrentHashMap.newKeySet();

  void count(String what) {
    count(what, 1);
  }

  void count(String what, int times) {
    counts.computeIfAbsent(what, key -> new LongAdder()).add(times);
  }

  /** A state of a correct replica, known by its hash. */
  void state(Object state) {
    int hash = state.hashCode();
    if (states.size() < STATES_MAX) {
      states.add(hash);
    }
  }

  /** How many states were told apart, at least. */
  int distinctStates() {
    return states.size();
  }

  Map<String, Long> counts() {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((what, count) -> sums.put(what, count.sum()));
    return sums;
  }

  List<String> missing(Collection<String> expected) {
    return expected.stream().filter(what -> !counts.containsKey(what)).sorted().toList();
  }
}
