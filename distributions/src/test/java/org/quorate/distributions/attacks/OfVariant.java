package org.quorate.distributions.attacks;

import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.lab.ThresholdQuorums;

/** An honest replica, but of another mode of the same protocol. */
record OfVariant(RegisterProtocol<?, ?, ?, ?> other) implements ReplicaAdversary {
  @Override
  public String name() {
    return "of-variant";
  }

  @Override
  public String description() {
    return "B9: answers as a replica of " + other.name();
  }

  @Override
  @SuppressWarnings("unchecked") // all modes have the same messages and states
  public <S, Q extends Request, A extends Reply> ReplicaMachine<S, Q, A> corrupt(
      ReplicaMachine<S, Q, A> honest, long seed) {
    return (ReplicaMachine<S, Q, A>)
        other.replica(new ReplicaId(1), new ThresholdQuorums(4, 1, QuorumKind.DISSEMINATION));
  }
}
