package org.quorate.api.register;

/**
 * What a protocol promises to correct clients when its requirements are met.
 *
 * @param lurkingWritesMax how many writes a client can leave behind, per register, to be made
 *     visible after its removal; 0 in a model without faulty clients
 * @param maskingWrites after how many successive writes of correct clients, called after the
 *     removal, none of these can become visible any more; 0 for no such promise
 * @param roundTrips of an undisturbed operation and in the worst case
 * @param source the paper and section that the promise comes from
 */
public record Guarantee(
    FaultModel faults,
    Semantics semantics,
    int lurkingWritesMax,
    int maskingWrites,
    RoundTrips roundTrips,
    String source) {

  /** What may go wrong; each includes the ones before it. */
  public enum FaultModel {
    /** Replicas and clients crash. */
    CRASH,
    /** Up to f replicas behave arbitrarily; clients crash. */
    BYZANTINE_REPLICAS,
    /** Up to f replicas and any number of clients behave arbitrarily. */
    BYZANTINE_CLIENTS
  }

  /** Lamport, "On interprocess communication", 1986; each includes the ones before it. */
  public enum Semantics {
    SAFE,
    REGULAR,
    /** Linearizable, with many writers. */
    ATOMIC
  }

  /** Round trips between a client and a quorum. */
  public record RoundTrips(int readBest, int readWorst, int writeBest, int writeWorst) {}
}
