package org.quorate.conformance.history;

import java.util.List;

/** Linearizability: fast where it is known which write each read returned, else by searching. */
final class Atomicity implements RegisterChecker {
  private final long searchStepsMax;

  Atomicity(long searchStepsMax) {
    this.searchStepsMax = searchStepsMax;
  }

  @Override
  public Finding check(List<Interval> operations) {
    for (Interval operation : operations) {
      if (operation.value() == Interval.UNWRITTEN) {
        return Finding.unwritten(operation);
      }
    }
    Attribution attribution = new Attribution(operations);
    RegisterChecker checker = attribution.isAmbiguous() ? new Search(searchStepsMax) : new Zones();
    return attribution.ofOriginals(checker.check(attribution.operations()));
  }
}
