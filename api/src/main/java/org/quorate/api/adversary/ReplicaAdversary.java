package org.quorate.api.adversary;

import org.osgi.annotation.versioning.ConsumerType;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;

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

  /** Whether it sends nothing at all. */
  default boolean isSilent() {
    return false;
  }
}
