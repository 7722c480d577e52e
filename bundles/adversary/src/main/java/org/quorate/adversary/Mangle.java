package org.quorate.adversary;

import java.util.SplittableRandom;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ReplicaSet;

/** Sends requests that are a little wrong. */
final class Mangle implements ClientAdversary {
  @Override
  public String name() {
    return "mangle";
  }

  @Override
  public String description() {
    return "D6, with E2, E4, E5, P4, P5, T1: sends copies of its earlier requests with one field"
        + " changed: value, hash, timestamp, author, signature, certificate. All refused.";
  }

  @Override
  public <Q extends Request, A extends Reply, J> ClientOperation<Q, A, J> attack(
      HonestWrites<Q, A, J> honest, ReplicaSet replicas, long seed) {
    // Follows the seed and the round, so that a step that is repeated is the same.
    return Noise.around(
        honest.write(honest.values().get(0)),
        request -> Records.changed(request, new SplittableRandom(seed + request.nonce().round())));
  }
}
