package org.quorate.conformance.history;

import java.util.ArrayList;
import java.util.List;

/**
 * Regular and safe semantics (Lamport, "On interprocess communication", 1986), with many writers
 * (Shao, Welch, Pierce and Lee, "Multiwriter consistency conditions", 2011, the weakest one): a
 * read returns a write that does not begin after it, and that no other write follows and yet
 * precedes the read. Safe: the same of reads that are concurrent with no write; others may return
 * anything. In O(n log n).
 */
final class Regularity implements RegisterChecker {
  private final boolean safe;

  /**
   * @param safe for safe semantics, else regular
   */
  Regularity(boolean safe) {
    this.safe = safe;
  }

  @Override
  public Finding check(List<Interval> operations) {
    Writes writes = new Writes(operations);
    for (Interval operation : operations) {
      if (!operation.isWrite() && !(safe && writes.anyConcurrentWith(operation))) {
        Finding finding = check(operation, writes);
        if (finding.fails()) {
          return finding;
        }
      }
    }
    return Finding.HOLDS;
  }

  private static Finding check(Interval read, Writes writes) {
    if (read.value() == Interval.UNWRITTEN) {
      return Finding.unwritten(read);
    }
    Interval newest = writes.newestBefore(read);
    Writes.OfValue ofValue = writes.of(read.value());
    int begun = ofValue.begunBy(read);
    if (begun > 0 && ofValue.endMax(begun) >= newest.call()) {
      return Finding.HOLDS;
    }
    List<Interval> evidence = new ArrayList<>(List.of(read));
    if (begun == 0) {
      evidence.add(ofValue.get(0));
      return Finding.fails(evidence, read.name() + " ended before its write began");
    }
    for (int i = 0; i < begun; i++) {
      evidence.add(ofValue.get(i));
    }
    evidence.add(newest);
    evidence.remove(Interval.GENESIS);
    return Finding.fails(
        evidence, read.name() + " began after " + newest.name() + ", which is newer, had ended");
  }
}
