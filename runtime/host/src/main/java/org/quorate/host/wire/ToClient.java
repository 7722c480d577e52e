package org.quorate.host.wire;

import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Refusal;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;

/** A frame from a replica to a client. */
public sealed interface ToClient {
  /**
   * A reply of the register protocol.
   *
   * @param key the register, which the reply's claims are about
   * @param reply the encoded reply
   */
  record Answer(Key key, Bytes reply, @Nullable Attestation attestation) implements ToClient {}

  /** The request with that nonce was refused. */
  record Refuse(Nonce nonce, Refusal refusal) implements ToClient {}

  /** How the replica is. */
  record Status(Nonce nonce, ReplicaStatus status) implements ToClient {}

  /** The replica has made the list of revocations of that version durable and acts on it. */
  record Revoked(Nonce nonce, long version) implements ToClient {}
}
