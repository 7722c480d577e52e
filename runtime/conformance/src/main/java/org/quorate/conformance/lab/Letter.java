package org.quorate.conformance.lab;

import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Refusal;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;

/** What travels over the authenticated channel between one client and one replica. */
public sealed interface Letter<Q extends Request, A extends Reply> {
  ClientId client();

  ReplicaId replica();

  /** Whether it goes from the client to the replica. */
  boolean isRequest();

  /** What it says, for people. */
  String text();

  /** A question about a register. */
  record Asked<Q extends Request, A extends Reply>(
      ClientId client, ReplicaId replica, Key key, Q request) implements Letter<Q, A> {
    @Override
    public boolean isRequest() {
      return true;
    }

    @Override
    public String text() {
      return request.toString();
    }
  }

  /** An answer, perhaps with an attestation. */
  record Answered<Q extends Request, A extends Reply>(
      ClientId client, ReplicaId replica, A reply, @Nullable Attestation attestation)
      implements Letter<Q, A> {
    @Override
    public boolean isRequest() {
      return false;
    }

    @Override
    public String text() {
      return reply + (attestation == null ? "" : " attested");
    }
  }

  /** A refusal of the request with {@code nonce}. */
  record Refused<Q extends Request, A extends Reply>(
      ClientId client, ReplicaId replica, Nonce nonce, Refusal refusal) implements Letter<Q, A> {
    @Override
    public boolean isRequest() {
      return false;
    }

    @Override
    public String text() {
      return "refused by " + refusal.rule() + ": " + refusal.reason();
    }
  }
}
