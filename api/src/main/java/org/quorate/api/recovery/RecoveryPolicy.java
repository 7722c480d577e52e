package org.quorate.api.recovery;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * When replicas are recovered and how many at once. Registered as an OSGi service; {@code none} is
 * the absence of such a service in a variant.
 */
@ConsumerType
public interface RecoveryPolicy {
  /** For example {@code proactive}; equal to the service property {@code name}. */
  String name();

  /**
   * How many replicas may be in recovery at one time; at most {@code f}, because a replica in
   * recovery answers nothing that counts towards a quorum.
   */
  int inRecoveryMax();
}
