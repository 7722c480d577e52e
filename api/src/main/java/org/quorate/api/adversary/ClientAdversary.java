package org.quorate.api.adversary;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Value;

/**
 * A way for a client to cheat. Registered as an OSGi service. It bends honest operations, which are
 * values and can be forked, cut short and replayed, so it works with every protocol.
 */
@ConsumerType
public interface ClientAdversary {
  /** For example {@code equivocate}; equal to the service property {@code name}. */
  String name();

  /** What it does and what must come of it, with the row of the acceptance matrix. */
  String description();

  /** The operation that attacks; the environment drives it as it drives an honest one. */
  <Q extends Request, A extends Reply, J> ClientOperation<Q, A, J> attack(
      HonestWrites<Q, A, J> honest, ReplicaSet replicas, long seed);

  /** Makes honest operations for the attack to bend, all with the same nonce and journal. */
  interface HonestWrites<Q extends Request, A extends Reply, J> {
    ClientOperation<Q, A, J> write(Value value);

    /** The values that the attack may try to write; at least two. */
    List<Value> values();

    /** Lets all faulty clients send {@code request}, whenever they like: they collude. */
    void share(Q request);

    /** What faulty clients shared about this register, oldest first. */
    List<Q> shared();
  }
}
