package org.quorate.api.quorum;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import org.quorate.api.model.ReplicaId;

/** A way to build quorum systems. Registered as an OSGi service. Must be thread-safe. */
@ConsumerType
public interface QuorumConstruction {
  /** For example {@code threshold}; equal to the service property {@code name}. */
  String name();

  /**
   * Builds a system, deterministically, since every process of a cluster builds its own.
   *
   * @throws ImpossibleConfigurationException if there is no such system, with the property that
   *     fails and the nearest choice that would do
   */
  QuorumSystem build(Specification specification);

  /**
   * What is asked for.
   *
   * @param replicas n, 1 to {@link ReplicaId#NUMBER_MAX}
   * @param faults f, less than n
   * @param kind what the protocol requires of the intersections
   * @param options the construction's own, for example {@code votes}; an unknown one must be
   *     refused, because a misspelt option would otherwise be lost in silence
   */
  record Specification(int replicas, int faults, QuorumKind kind, Map<String, String> options) {
    public Specification {
      if (replicas < 1 || replicas > ReplicaId.NUMBER_MAX || faults < 0 || faults >= replicas) {
        throw new ImpossibleConfigurationException(
            "a configuration has 1 to %d replicas, of which 0 to n-1 may be faulty: n=%d, f=%d"
                .formatted(ReplicaId.NUMBER_MAX, replicas, faults));
      }
      options = Map.copyOf(options);
    }
  }
}
