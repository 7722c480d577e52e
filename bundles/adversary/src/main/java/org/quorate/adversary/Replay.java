package org.quorate.adversary;

import java.util.function.UnaryOperator;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ReplicaSet;

/** Says everything again and again. */
final class Replay implements ClientAdversary {
  @Override
  public String name() {
    return "replay";
  }

  @Override
  public String description() {
    return "E6: sends its earlier requests again with every later one, and all of them after the"
        + " end. Idempotent; answers with a foreign nonce never count.";
  }

  @Override
  public <Q extends Request, A extends Reply, J> ClientOperation<Q, A, J> attack(
      HonestWrites<Q, A, J> honest, ReplicaSet replicas, long seed) {
    return Noise.around(honest.write(honest.values().get(0)), UnaryOperator.identity());
  }
}
