package org.quorate.simulator;

import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.protocol.ForwardingProtocol;

/** Counts what correct replicas are asked, what they answer, and which rules make them refuse. */
final class ObservedProtocol<S, Q extends Request, A extends Reply, J>
    extends ForwardingProtocol<S, Q, A, J> {
  private final ReplicaSet liars;
  private final Reached reached;

  ObservedProtocol(RegisterProtocol<S, Q, A, J> protocol, ReplicaSet liars, Reached reached) {
    super(protocol);
    this.liars = liars;
    this.reached = reached;
  }

  /** How {@code reached} knows a message. */
  static String name(Class<?> message) {
    return "message " + message.getSimpleName();
  }

  @Override
  public ReplicaMachine<S, Q, A> replica(ReplicaId self, QuorumSystem quorums) {
    ReplicaMachine<S, Q, A> machine = super.replica(self, quorums);
    return liars.contains(self) ? machine : new Machine<>(machine, reached);
  }

  private record Machine<S, Q extends Request, A extends Reply>(
      ReplicaMachine<S, Q, A> machine, Reached reached) implements ReplicaMachine<S, Q, A> {
    @Override
    public S initial(Key key) {
      return machine.initial(key);
    }

    @Override
    public Step<S, A> step(S state, Arrival<Q> arrival) {
      Step<S, A> step = machine.step(state, arrival);
      reached.count(name(arrival.request().message().getClass()));
      A reply = step.reply();
      if (reply != null) {
        reached.count(name(reply.getClass()));
      }
      if (step.refusal() != null) {
        reached.count("refused by " + step.refusal().rule());
      }
      if (step.next() != state) {
        reached.state(step.next());
      }
      return step;
    }
  }
}
