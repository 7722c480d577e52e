package org.quorate.adversary;

import java.util.SplittableRandom;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ClientId;

/** Answers about half of the clients from the past, the others honestly. */
final class TwoFaced implements ReplicaAdversary {
  @Override
  public String name() {
    return "two-faced";
  }

  @Override
  public String description() {
    return "B3: old to some clients, new to others. No new-then-old between any two correct"
        + " readers.";
  }

  @Override
  public <S, Q extends Request, A extends Reply> ReplicaMachine<S, Q, A> corrupt(
      ReplicaMachine<S, Q, A> honest, long seed) {
    return new Stale.Machine<>(honest, seed, sender -> isSecondFaceFor(sender, seed));
  }

  /** Which of two faces it turns to {@code client}. */
  static boolean isSecondFaceFor(ClientId client, long seed) {
    return new SplittableRandom(seed + client.name().hashCode()).nextBoolean();
  }
}
