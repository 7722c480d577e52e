package org.quorate.host.replica;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;
import org.quorate.api.machine.Refusal;

/** What a replica counts of its own doing, and what it complains of. Thread-safe. */
final class Health {
  private static final System.Logger LOG = System.getLogger(Health.class.getName());
  private static final int COMPLAINTS_MAX = 100;

  private final LongAdder requests = new LongAdder();
  private final LongAdder turns = new LongAdder();
  private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();
  private final ConcurrentSkipListSet<String> complaints = new ConcurrentSkipListSet<>();

  void turnOf(int count) {
    turns.increment();
    requests.add(count);
  }

  void refused(Refusal refusal) {
    refusals.computeIfAbsent(refusal.rule(), rule -> new LongAdder()).increment();
  }

  /** Says once, in the log and in every status from now on, what is wrong with this replica. */
  void complain(String what) {
    if (complaints.size() < COMPLAINTS_MAX && complaints.add(what)) {
      LOG.log(System.Logger.Level.ERROR, what);
    }
  }

  /** Takes a complaint back whose cause is gone. */
  void withdraw(String what) {
    if (complaints.remove(what)) {
      LOG.log(System.Logger.Level.INFO, "no longer: {0}", what);
    }
  }

  long requests() {
    return requests.sum();
  }

  long turns() {
    return turns.sum();
  }

  Map<String, Long> refusals() {
    Map<String, Long> sums = new TreeMap<>();
    refusals.forEach((rule, count) -> sums.put(rule, count.sum()));
    return sums;
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }
}
