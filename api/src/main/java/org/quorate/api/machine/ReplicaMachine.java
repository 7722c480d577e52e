package org.quorate.api.machine;

import org.osgi.annotation.versioning.ConsumerType;
import org.quorate.api.model.Key;

/**
 * The replica's side of a protocol, for one register at a time: a pure function of its arguments,
 * without a clock, randomness, thread, key or I/O.
 *
 * @param <S> the state of one register, an immutable record; its components are made durable one by
 *     one, and a component that is a {@code Map} entry by entry, so what changes often should be
 *     apart from what is large
 */
@ConsumerType
public interface ReplicaMachine<S, Q extends Request, A extends Reply> {
  S initial(Key key);

  Step<S, A> step(S state, Arrival<Q> arrival);
}
