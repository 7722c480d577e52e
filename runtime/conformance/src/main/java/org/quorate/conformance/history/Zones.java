package org.quorate.conformance.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Linearizability where each value read was written once, in O(n log n) (Gibbons and Korach,
 * "Testing Shared Memories", 1997, section 4.1).
 *
 * <p>All operations on one value form a cluster. Let {@code firstEnd} be the earliest end in it and
 * {@code lastCall} the latest call. Cluster A must come before B when {@code A.firstEnd <
 * B.lastCall}: some operation of A precedes some operation of B. A history is linearizable exactly
 * if no read precedes its own write and no two clusters must each come before the other. If {@code
 * firstEnd < lastCall} the cluster has a forward zone between them, in which the register must hold
 * its value; else a backward zone, in which it must hold it at some moment. So forward zones must
 * not overlap, and no backward zone may lie within a forward one.
 */
final class Zones implements RegisterChecker {

  private static final class Cluster {
    private @Nullable Interval write;
    private Interval firstToEnd;
    private Interval lastToBegin;

    Cluster(Interval first) {
      firstToEnd = first;
      lastToBegin = first;
    }

    void add(Interval operation) {
      write = operation.isWrite() ? operation : write;
      firstToEnd = operation.end() < firstToEnd.end() ? operation : firstToEnd;
      lastToBegin = operation.call() > lastToBegin.call() ? operation : lastToBegin;
    }

    long firstEnd() {
      return firstToEnd.end();
    }

    long lastCall() {
      return lastToBegin.call();
    }

    boolean isForward() {
      return firstEnd() < lastCall();
    }

    boolean mustPrecede(Cluster other) {
      return firstEnd() < other.lastCall();
    }

    Interval itsWrite() {
      if (write == null) {
        throw new IllegalArgumentException(
            "a value that was read has a write among the operations");
      }
      return write;
    }
  }

  @Override
  public Finding check(List<Interval> operations) {
    Map<Integer, Cluster> clusters = new HashMap<>();
    add(clusters, Interval.GENESIS);
    for (Interval operation : operations) {
      add(clusters, operation);
    }
    for (Interval operation : operations) {
      Cluster cluster = clusters.get(operation.value());
      if (cluster != null && operation.end() < cluster.itsWrite().call()) {
        return Finding.fails(
            List.of(operation, cluster.itsWrite()),
            operation.name() + " ended before its write began");
      }
    }
    return conflict(List.copyOf(clusters.values()));
  }

  private static void add(Map<Integer, Cluster> clusters, Interval operation) {
    clusters.computeIfAbsent(operation.value(), value -> new Cluster(operation)).add(operation);
  }

  private static Finding conflict(List<Cluster> clusters) {
    List<Cluster> forward =
        clusters.stream()
            .filter(Cluster::isForward)
            .sorted(Comparator.comparingLong(Cluster::firstEnd).thenComparing(Cluster::lastCall))
            .toList();
    for (int i = 1; i < forward.size(); i++) {
      // Those before do not overlap, so the one just before reaches furthest.
      if (forward.get(i).mustPrecede(forward.get(i - 1))) {
        return conflict(forward.get(i - 1), forward.get(i));
      }
    }
    for (Cluster backward : clusters) {
      Cluster around = backward.isForward() ? null : lastBefore(forward, backward.lastCall());
      if (around != null && backward.mustPrecede(around)) {
        return conflict(around, backward);
      }
    }
    return Finding.HOLDS;
  }

  /** The last of the forward zones that begins before {@code moment}. */
  private static @Nullable Cluster lastBefore(List<Cluster> forward, long moment) {
    int from = 0;
    int to = forward.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (forward.get(middle).firstEnd() < moment) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from == 0 ? null : forward.get(from - 1);
  }

  private static Finding conflict(Cluster a, Cluster b) {
    Set<Interval> evidence = new LinkedHashSet<>();
    for (Cluster cluster : List.of(a, b)) {
      evidence.add(cluster.itsWrite());
      evidence.add(cluster.firstToEnd);
      evidence.add(cluster.lastToBegin);
    }
    evidence.remove(Interval.GENESIS);
    return Finding.fails(
        new ArrayList<>(evidence),
        order(a.firstToEnd, b.lastToBegin) + "; but " + order(b.firstToEnd, a.lastToBegin));
  }

  private static String order(Interval earlier, Interval later) {
    return earlier.name()
        + " ended before "
        + later.name()
        + " began, so "
        + earlier.valueName()
        + " comes before "
        + later.valueName();
  }
}
