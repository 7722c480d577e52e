package org.quorate.conformance.protocol;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Value;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.Guarantee;
import org.quorate.api.register.Invariant;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.register.Requirements;
import org.quorate.api.register.StateView;

/** A protocol that does everything as another one does; for those who change or watch a part. */
public abstract class ForwardingProtocol<S, Q extends Request, A extends Reply, J>
    implements RegisterProtocol<S, Q, A, J> {
  private final RegisterProtocol<S, Q, A, J> protocol;

  protected ForwardingProtocol(RegisterProtocol<S, Q, A, J> protocol) {
    this.protocol = protocol;
  }

  @Override
  public String name() {
    return protocol.name();
  }

  @Override
  public Requirements requirements() {
    return protocol.requirements();
  }

  @Override
  public Guarantee guarantee() {
    return protocol.guarantee();
  }

  @Override
  public Set<Invariant> invariants() {
    return protocol.invariants();
  }

  @Override
  public StateView<S> view() {
    return protocol.view();
  }

  @Override
  public Types<S, Q, A, J> types() {
    return protocol.types();
  }

  @Override
  public ReplicaMachine<S, Q, A> replica(ReplicaId self, QuorumSystem quorums) {
    return protocol.replica(self, quorums);
  }

  @Override
  public ClientOperation<Q, A, J> read(ClientSetting<J> setting, Nonce nonce) {
    return protocol.read(setting, nonce);
  }

  @Override
  public ClientOperation<Q, A, J> write(ClientSetting<J> setting, Nonce nonce, Value value) {
    return protocol.write(setting, nonce, value);
  }

  @Override
  public @Nullable ClientOperation<Q, A, J> resume(ClientSetting<J> setting, Nonce nonce) {
    return protocol.resume(setting, nonce);
  }
}
