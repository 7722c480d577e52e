package org.quorate.api.quorum;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

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
   * @param replicas n
   * @param faults f
   * @param kind what the protocol requires of the intersections
   * @param options the construction's own, for example {@code votes}; an unknown one must be
   *     refused, because a misspelt option would otherwise be lost in silence
   */
  record Specification(int replicas, int faults, QuorumKind kind, Map<String, String> options) {
    public Specification {
      if (replicas < 1 || faults < 0) {
        throw new ImpossibleConfigurationException(
            "a configuration has at least 1 replica and no negative f: n="
                + replicas
                + ", f="
                + faults);
      }
      options = Map.copyOf(options);
    }
  }
}
