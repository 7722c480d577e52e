package org.quorate.conformance.lab;

import java.util.List;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Access;
import org.quorate.api.machine.ClaimVerifier;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Scope;

/** What a replica or a client of the laboratory sees of it. */
interface Surroundings<Q extends Request, A extends Reply> {
  Scope scope(Key key);

  Access access();

  ClaimVerifier verifier();

  LabSettings.Durability durability();

  long nowNanos();

  /** A moment unlike all others. */
  long tick();

  /** How long the next thing takes to become durable. */
  long diskNanos();

  /** What the faulty clients shared about {@code key}, to be added to. */
  List<Q> shared(Key key);

  void after(long delayNanos, Runnable action);

  void send(Letter<Q, A> letter);

  void note(String actor, String what);

  void lost(Letter<Q, A> letter, String why);

  void becameDurable(ReplicaId replica, Key key);

  void attested(ReplicaId replica, Statement statement);
}
