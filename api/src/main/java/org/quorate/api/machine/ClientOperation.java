package org.quorate.api.machine;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A client's operation on one register at one moment: an immutable value, and a pure function of
 * the next input. A value can be kept, compared, replayed, and continued in two ways.
 *
 * @param <J> what the client journals about a register
 */
@ConsumerType
public interface ClientOperation<Q extends Request, A extends Reply, J> {
  ClientStep<Q, A, J> step(Input<A> input);

  /**
   * What it is waiting for, and what has hindered it so far, for the message of a deadline that ran
   * out; in a few words.
   */
  String progress();
}
