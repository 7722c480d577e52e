package org.quorate.api.quorum;

import java.util.function.DoubleUnaryOperator;

/**
 * The classical measures of a quorum system (Naor and Wool 1998; Malkhi and Reiter 1998, section
 * 2).
 *
 * @param smallestQuorum c, the least number of replicas in a quorum of either role
 * @param smallestIntersection IS, the fewest replicas that a write quorum shares with another
 *     quorum
 * @param smallestTransversal MT, the size of the smallest set that hits all quorums of some role
 * @param load L, the access probability of the busiest replica under the best strategy, for reads
 *     and writes half and half
 * @param error the largest amount by which {@code load} and {@code failureProbability} may be off;
 *     0 when exact
 * @param failureProbability maps p, the chance that a replica has crashed, to the chance that no
 *     quorum of some role survives
 */
public record QuorumFigures(
    int smallestQuorum,
    int smallestIntersection,
    int smallestTransversal,
    double load,
    double error,
    DoubleUnaryOperator failureProbability) {
  /** The crashes that some quorum always survives. */
  public int resilience() {
    return smallestTransversal - 1;
  }

  /** Operations that the system carries out while a replica can carry out one. */
  public double capacity() {
    return 1 / load;
  }
}
