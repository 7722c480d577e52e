package org.quorate.console.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What clients noticed of misbehaving replicas, counted by {@code replica what}. A liar can make up
 * any number of lies, so only so many are told apart. Thread-safe.
 */
final class Complaints {
  private static final int KINDS_MAX = 1000;
  private static final int KINDS_SHOWN_MAX = 5;

  private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();

  void add(String replica, String what) {
    String kind = replica + " " + what;
    boolean isKnown = counters.size() < KINDS_MAX || counters.containsKey(kind);
    counters
        .computeIfAbsent(isKnown ? kind : replica + " something else", key -> new LongAdder())
        .increment();
  }

  Map<String, Long> sums() {
    Map<String, Long> sums = new TreeMap<>();
    counters.forEach((kind, count) -> sums.put(kind, count.sum()));
    return sums;
  }

  /** A line for each replica, and for each of its commonest lies. */
  static String text(Map<String, Long> sums) {
    Map<String, List<Map.Entry<String, Long>>> byReplica = new TreeMap<>();
    sums.entrySet()
        .forEach(
            entry ->
                byReplica
                    .computeIfAbsent(entry.getKey().split(" ", 2)[0], key -> new ArrayList<>())
                    .add(entry));
    StringBuilder text = new StringBuilder();
    byReplica.forEach(
        (replica, kinds) -> {
          long all = kinds.stream().mapToLong(Map.Entry::getValue).sum();
          text.append(String.format("noticed %,d lies of %s%n", all, replica));
          kinds.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()));
          for (Map.Entry<String, Long> kind :
              kinds.subList(0, Math.min(kinds.size(), KINDS_SHOWN_MAX))) {
            String what = kind.getKey().substring(replica.length() + 1);
            text.append(String.format("  %,d times: %s%n", kind.getValue(), what));
          }
          if (kinds.size() > KINDS_SHOWN_MAX) {
            text.append(String.format("  and %,d other kinds%n", kinds.size() - KINDS_SHOWN_MAX));
          }
        });
    return text.toString();
  }
}
