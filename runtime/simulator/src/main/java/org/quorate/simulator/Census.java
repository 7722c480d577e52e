package org.quorate.simulator;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.ReplicaId;
import org.quorate.conformance.lab.Letter;
import org.quorate.conformance.lab.Trace;
import org.quorate.conformance.protocol.Plan;
import org.quorate.simulator.Setup.Fault;

/** Counts, in the trace of one run, the faults that happened and what cheats sent. */
final class Census {
  static final String CHEAT_PREFIX = "cheat ";

  private final Plan plan;
  private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
  private final Map<String, Integer> sent = new HashMap<>();
  private final BitSet arrived = new BitSet();
  private final Map<Way, Integer> newest = new HashMap<>();
  private int deliveries;
  private long lastNanos;

  /** The letters of one client and one replica in one direction. */
  private record Way(ClientId client, ReplicaId replica, boolean isRequest) {}

  private Census(Plan plan) {
    this.plan = plan;
  }

  static Census of(Plan plan, Trace trace) {
    Census census = new Census(plan);
    if (plan.scenario().faults().diskMicrosMax() == Setup.SLOW_DISK_MICROS_MAX) {
      census.happened(Fault.SLOW_DISKS);
    }
    trace.events().forEach(census::count);
    return census;
  }

  /** How {@link Reached} knows a fault. */
  static String name(Fault fault) {
    return "fault " + fault.name().toLowerCase(Locale.ROOT);
  }

  /** How {@link Reached} knows a cheat. */
  static String name(ClientAdversary cheat) {
    return CHEAT_PREFIX + cheat.name();
  }

  int deliveries() {
    return deliveries;
  }

  /** The length of the run on its own clock. */
  long nanos() {
    return lastNanos;
  }

  void addTo(Reached reached) {
    faults.forEach((fault, count) -> reached.count(name(fault), count));
    sent.forEach(
        (client, count) -> {
          ClientAdversary cheat = plan.cheatOf(client);
          if (cheat != null) {
            reached.count(name(cheat), count);
          }
        });
  }

  private void count(Trace.Event event) {
    lastNanos = event.nanos();
    if (event instanceof Trace.Delivered delivered) {
      arrived(delivered.number(), delivered.letter());
    } else if (event instanceof Trace.Lost lost) {
      if (lost.why().equals("lost")) {
        happened(Fault.LOSS);
      } else if (lost.why().equals("blocked")) {
        happened(Fault.CUTS);
      }
    } else if (event instanceof Trace.Noted noted && noted.what().equals("crashes")) {
      happened(Fault.CRASHES);
    }
  }

  private void arrived(int number, Letter<?, ?> letter) {
    deliveries++;
    if (arrived.get(number)) {
      happened(Fault.DUPLICATION);
    }
    arrived.set(number);
    int before =
        newest.merge(
            new Way(letter.client(), letter.replica(), letter.isRequest()), number, Math::max);
    if (before > number) {
      happened(Fault.REORDERING);
    }
    if (letter.isRequest()) {
      sent.merge(letter.client().name(), 1, Integer::sum);
    }
  }

  private void happened(Fault fault) {
    faults.merge(fault, 1, Integer::sum);
  }
}
