package org.quorate.adversary;

import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ReplicaSet;

/** Writes two values at one timestamp. */
final class Equivocate implements ClientAdversary {
  @Override
  public String name() {
    return "equivocate";
  }

  @Override
  public String description() {
    return "E1: two values for one timestamp, each asked of one half of the replicas first and of"
        + " the other half then. At most one is certified; readers see at most one.";
  }

  @Override
  public <Q extends Request, A extends Reply, J> ClientOperation<Q, A, J> attack(
      HonestWrites<Q, A, J> honest, ReplicaSet replicas, long seed) {
    return Forks.of(
        honest.write(honest.values().get(0)), honest.write(honest.values().get(1)), replicas, seed);
  }
}
