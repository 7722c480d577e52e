package org.quorate.host.wire;

import org.quorate.api.machine.Nonce;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.host.configuration.Revocations;

/** A frame from a client to a replica. */
public sealed interface ToReplica {
  /**
   * A request of the register protocol.
   *
   * @param epoch the configuration that the client knows
   * @param request the encoded request
   */
  record Operate(Epoch epoch, Key key, Bytes request) implements ToReplica {}

  /** Asks how the replica is. */
  record AskStatus(Nonce nonce) implements ToReplica {}

  /** Brings a list of revocations, whose signatures are all that counts. */
  record Revoke(Nonce nonce, Revocations revocations) implements ToReplica {}
}
