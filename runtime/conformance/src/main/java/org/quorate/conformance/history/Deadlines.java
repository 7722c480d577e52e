package org.quorate.conformance.history;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.ToLongFunction;

/** Operations of which some are taken to have ended by a certain time. */
final class Deadlines {
  private final List<Interval> operations = new ArrayList<>();
  private final IdentityHashMap<Interval, Interval> originals = new IdentityHashMap<>();

  /**
   * Ends each operation by its deadline.
   *
   * @param deadline in nanoseconds; {@link Long#MAX_VALUE} for none
   */
  Deadlines(List<Interval> operations, ToLongFunction<Interval> deadline) {
    for (Interval operation : operations) {
      long nanos = deadline.applyAsLong(operation);
      if (nanos < operation.end()) {
        Interval ended = operation.endedBy(nanos);
        originals.put(ended, operation);
        this.operations.add(ended);
      } else {
        this.operations.add(operation);
      }
    }
  }

  List<Interval> operations() {
    return operations;
  }

  /** The evidence of what was found on {@link #operations}, as it was given. */
  List<Interval> originals(Finding finding) {
    List<Interval> evidence = new ArrayList<>();
    finding.evidence().forEach(one -> evidence.add(originals.getOrDefault(one, one)));
    return evidence;
  }
}
