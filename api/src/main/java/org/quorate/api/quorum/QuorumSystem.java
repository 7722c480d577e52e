package org.quorate.api.quorum;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.quorate.api.model.ReplicaSet;

/**
 * A set of quorums over the replicas 1 to n. It must be closed upwards: a set that contains a
 * quorum is a quorum, because replies are counted until they suffice. Every write quorum must share
 * {@code kind().intersectionRequired(faults())} replicas with every read quorum and with every
 * write quorum. Immutable and thread-safe.
 */
@ConsumerType
public interface QuorumSystem {
  /** The number of replicas, n. */
  int replicas();

  /** How many replicas may be faulty at one time, f. */
  int faults();

  QuorumKind kind();

  /** Whether {@code members} contain a quorum, without enumerating quorums. */
  boolean isQuorum(QuorumRole role, ReplicaSet members);

  /**
   * Some minimal quorum within {@code available}, or null if there is none; different seeds spread
   * the choice as the system's best strategy does.
   */
  @Nullable ReplicaSet pick(QuorumRole role, ReplicaSet available, long seed);

  /** The size that makes any set a quorum of {@code role}, if size alone decides. */
  OptionalInt thresholdSize(QuorumRole role);

  QuorumFigures figures();

  /** For people, for example {@code threshold(n=4, f=1, q=3)}. */
  @Override
  String toString();
}
