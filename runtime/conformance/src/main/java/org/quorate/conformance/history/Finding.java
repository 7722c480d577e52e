package org.quorate.conformance.history;

import java.util.List;

/**
 * What a checker found on the operations of one key.
 *
 * @param evidence operations that fail by themselves, if it fails
 */
record Finding(Verdict verdict, List<Interval> evidence, String reason) {
  enum Verdict {
    HOLDS,
    FAILS,
    UNDECIDED
  }

  static final Finding HOLDS = new Finding(Verdict.HOLDS, List.of(), "");
  static final Finding UNDECIDED = new Finding(Verdict.UNDECIDED, List.of(), "");

  static Finding fails(List<Interval> evidence, String reason) {
    return new Finding(Verdict.FAILS, evidence, reason);
  }

  static Finding unwritten(Interval read) {
    return fails(List.of(read), read.name() + " returned what nobody wrote");
  }

  boolean fails() {
    return verdict == Verdict.FAILS;
  }

  boolean holds() {
    return verdict == Verdict.HOLDS;
  }
}
