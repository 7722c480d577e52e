package org.quorate.quorum.weighted;

import java.util.Arrays;
import java.util.Locale;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumKind;

/**
 * What the thresholds of weighted voting must meet.
 *
 * <p>Gifford's conditions {@code r + w > V} and {@code 2w > V} give one shared replica. To share
 * {@code k+1} replicas whichever they are, the shared votes must exceed those of the {@code k}
 * heaviest replicas, so these are added on the right; {@code k} is 0, f or 2f by the kind. And some
 * quorum must be left when the f heaviest replicas are faulty.
 */
final class Conditions {
  private final int[] votes;
  private final int faults;
  private final QuorumKind kind;

  /** How many replicas two quorums must share. */
  private final int shared;

  private final int total;

  /** What two quorums' votes must exceed together. */
  private final int exceeded;

  /** The votes that are left without the f heaviest replicas. */
  private final int left;

  Conditions(int[] votes, int faults, QuorumKind kind) {
    this.votes = votes;
    this.faults = faults;
    this.kind = kind;
    shared = kind.intersectionRequired(faults);
    total = Arrays.stream(votes).sum();
    exceeded = total + heaviest(shared - 1);
    left = total - heaviest(faults);
  }

  private int heaviest(int count) {
    int[] ascending = votes.clone();
    Arrays.sort(ascending);
    return Arrays.stream(ascending, Math.max(0, votes.length - count), votes.length).sum();
  }

  /** The least write threshold for which two write quorums share enough. */
  int writeMin() {
    return exceeded / 2 + 1;
  }

  /** The least threshold of one role that goes with {@code threshold} of the other. */
  int other(int threshold) {
    return Math.max(1, exceeded - threshold + 1);
  }

  void requireThatSomeThresholdsFit() {
    if (left < writeMin()) {
      throw new ImpossibleConfigurationException(
          ("votes %s with f=%d: %s, which takes write >= %d of %d votes, and some quorum must be"
                  + " free of any %d faulty replica(s), which may leave only %d; give the heaviest"
                  + " replicas fewer votes, use more replicas, or f <= %d")
              .formatted(
                  Arrays.toString(votes),
                  faults,
                  property(),
                  writeMin(),
                  total,
                  faults,
                  left,
                  faultsMax()));
    }
  }

  private int faultsMax() {
    Conditions fewer = this;
    while (fewer.left < fewer.writeMin()) {
      // Ends at f=0, where everything is left.
      fewer = new Conditions(votes, fewer.faults - 1, kind);
    }
    return fewer.faults;
  }

  void require(int read, int write) {
    if (write < writeMin()) {
      throw new ImpossibleConfigurationException(
          "write=%d: %s; use write >= %d".formatted(write, property(), writeMin()));
    }
    if (read < other(write)) {
      throw new ImpossibleConfigurationException(
          "read=%d with write=%d: %s; use read >= %d"
              .formatted(read, write, property(), other(write)));
    }
    if (left < Math.max(read, write)) {
      throw new ImpossibleConfigurationException(
          ("read=%d with write=%d: some quorum must be free of any %d faulty replica(s), which may"
                  + " leave only %d of %d votes; use at most %d for both")
              .formatted(read, write, faults, left, total, left));
    }
  }

  private String property() {
    return "%s quorums must share %d replica(s), so the votes shared must exceed the %d of the %d heaviest"
        .formatted(kind.name().toLowerCase(Locale.ROOT), shared, exceeded - total, shared - 1);
  }
}
