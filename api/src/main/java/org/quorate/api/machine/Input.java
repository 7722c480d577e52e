package org.quorate.api.machine;

import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;

/** What can happen to a client's operation. */
public sealed interface Input<A extends Reply> {

  /** The first input of every operation, once. */
  record Started<A extends Reply>() implements Input<A> {}

  /**
   * A reply to this operation came, over {@code from}'s authenticated channel; its nonce may be of
   * an earlier round.
   *
   * @param attestation not verified; null if none came with it
   */
  record Answered<A extends Reply>(
      ReplicaId from, Verified<A> reply, @Nullable Attestation attestation) implements Input<A> {}

  /** {@code from} refused the request with {@code nonce}. It may be lying. */
  record Refused<A extends Reply>(ReplicaId from, Nonce nonce, Refusal refusal)
      implements Input<A> {}

  /** The timer that this operation set last ran out. */
  record TimerFired<A extends Reply>() implements Input<A> {}

  /** The signature by this client's key that the last step asked for. */
  record Signed<A extends Reply>(Bytes signature) implements Input<A> {}
}
