package org.quorate.simulator;

import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Timestamp;

/**
 * What a client is doing in an exploration.
 *
 * @param action the place of the action in its script; the script's length when all is done
 * @param operation null before the action begins
 * @param asked the nonce of its latest question; null before the first one
 * @param timer whether a timer is set
 * @param floor the newest version that had been returned when it began: what it returns must not be
 *     older
 */
record Doing<Q extends Request, A extends Reply, J>(
    int action,
    @Nullable ClientOperation<Q, A, J> operation,
    @Nullable Nonce asked,
    boolean timer,
    Timestamp floor,
    @Nullable J journal) {

  static <Q extends Request, A extends Reply, J> Doing<Q, A, J> nothing() {
    return new Doing<>(0, null, null, false, Timestamp.GENESIS, null);
  }

  /** The action has ended. */
  Doing<Q, A, J> done() {
    return new Doing<>(action + 1, null, null, false, Timestamp.GENESIS, journal);
  }

  /** Whether an answer with {@code nonce} is to its latest question, or will be to a later one. */
  boolean awaits(Nonce nonce) {
    return operation != null
        && asked != null
        && nonce.round() >= asked.round()
        && nonce.operation().equals(asked.operation());
  }

  Doing<Q, A, J> going(ClientOperation<Q, A, J> next) {
    return new Doing<>(action, next, asked, timer, floor, journal);
  }

  Doing<Q, A, J> asking(Nonce question) {
    return new Doing<>(action, operation, question, timer, floor, journal);
  }

  Doing<Q, A, J> timer(boolean isSet) {
    return new Doing<>(action, operation, asked, isSet, floor, journal);
  }

  Doing<Q, A, J> journalling(@Nullable J entry) {
    return entry == null ? this : new Doing<>(action, operation, asked, timer, floor, entry);
  }
}
