package org.quorate.api.quorum;

/**
 * What two quorums must share (Malkhi and Reiter, "Byzantine Quorum Systems", 1998). Each kind
 * implies the ones before it.
 */
public enum QuorumKind {
  /** At least one replica: enough when replicas only crash. */
  REGULAR,
  /** At least {@code f+1}: one correct replica, enough for self-verifying data. */
  DISSEMINATION,
  /** At least {@code 2f+1}: the correct ones outvote the faulty ones. */
  MASKING;

  /** The least number of replicas that a read and a write quorum must share. */
  public int intersectionRequired(int faults) {
    return switch (this) {
      case REGULAR -> 1;
      case DISSEMINATION -> faults + 1;
      case MASKING -> 2 * faults + 1;
    };
  }
}
