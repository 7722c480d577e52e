package org.quorate.api.register;

/**
 * What must hold at every moment of a run, and is stronger than what histories show. Each is seen
 * from what replicas attest and make durable, so that no protocol's classes are named.
 *
 * <p>A certificate <em>can be formed</em> for a statement if the correct replicas that attested it,
 * together with all liars, contain a write quorum; whether anybody formed it does not matter.
 */
public enum Invariant {
  /** One value per timestamp, over all certificates that can be formed. */
  I1_ONE_VALUE_PER_TIMESTAMP,
  /** For every counter above 1 that can be certified, the counter before it can be. */
  I2_CERTIFIED_PREDECESSOR,
  /**
   * No counter that can be certified is larger than that of the newest version that can be
   * certified as written, plus the number of pairs of client and path with a timestamp above it
   * that can be certified; each such pair has one such timestamp at most.
   */
  I3_BOUNDED_COUNTERS,
  /** As I3, but larger by one at most: where prepares build on completed writes only. */
  I3_ONE_AHEAD,
  /** A correct replica's version never falls. */
  I4_VERSIONS_NEVER_FALL,
  /** What a correct replica attests is durable before. */
  I5_ATTESTED_IS_DURABLE,
  /**
   * A correct client's write is attested as written at one timestamp of its own only. Takes it that
   * no client writes a value twice to a register.
   */
  I6_ONE_TIMESTAMP_PER_WRITE
}
