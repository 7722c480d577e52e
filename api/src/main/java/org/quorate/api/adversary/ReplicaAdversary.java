package org.quorate.api.adversary;

import org.osgi.annotation.versioning.ConsumerType;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ReplicaId;

/**
 * A way for a replica to lie. Registered as an OSGi service. It wraps what an honest replica is
 * made of, so that it runs unchanged with every protocol and in every environment.
 */
@ConsumerType
public interface ReplicaAdversary {
  /** For example {@code stale}; equal to the service property {@code name}. */
  String name();

  /** What it does and what must come of it, with the row of the acceptance matrix. */
  String description();

  /**
   * A liar in place of {@code honest}; it need not be pure, but all its choices follow the seed.
   */
  default <S, Q extends Request, A extends Reply> ReplicaMachine<S, Q, A> corrupt(
      ReplicaMachine<S, Q, A> honest, long seed) {
    return honest;
  }

  default Attestor corrupt(Attestor honest, long seed) {
    return honest;
  }

  /**
   * This liar on the move, as the mobile adversary of Ostrovsky and Yung (PODC 1991): it takes one
   * replica after another and has one memory for all of them. By default it remembers nothing of
   * one at the next.
   */
  default <S, Q extends Request, A extends Reply> Journey<S, Q, A> journey(long seed) {
    return (replica, honest) -> corrupt(honest, seed + replica.number());
  }

  /** A liar in one run, from its first replica to its last. */
  @FunctionalInterface
  interface Journey<S, Q extends Request, A extends Reply> {
    /** The liar in place of {@code honest}, which is {@code replica}, as long as it stays there. */
    ReplicaMachine<S, Q, A> take(ReplicaId replica, ReplicaMachine<S, Q, A> honest);
  }

  /** Whether it sends nothing at all. */
  default boolean isSilent() {
    return false;
  }
}
