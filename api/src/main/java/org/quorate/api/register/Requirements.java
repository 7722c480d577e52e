package org.quorate.api.register;

import org.quorate.api.quorum.QuorumKind;

/**
 * What a protocol requires of the other parts.
 *
 * @param quorums the least that the quorum system's intersections must give
 * @param certificates what it requires of the certificate scheme
 */
public record Requirements(QuorumKind quorums, Certificates certificates) {
  /** Each implies the ones before it. */
  public enum Certificates {
    /** The protocol works without certificates. */
    NONE,
    /** Certificates of any scheme. */
    ANY,
    /** Certificates that stay valid when the replicas' keys are replaced. */
    SURVIVING_KEY_ROTATION
  }
}
