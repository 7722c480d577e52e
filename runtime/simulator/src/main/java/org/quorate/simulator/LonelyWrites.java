package org.quorate.simulator;

import java.util.List;
import org.quorate.api.adversary.ClientAdversary.HonestWrites;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Value;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.register.RegisterProtocol.ClientSetting;

/** What a cheat bends that nobody colludes with. */
record LonelyWrites<Q extends Request, A extends Reply, J>(
    RegisterProtocol<?, Q, A, J> protocol, ClientSetting<J> setting, Nonce nonce)
    implements HonestWrites<Q, A, J> {
  @Override
  public ClientOperation<Q, A, J> write(Value value) {
    return protocol.write(setting, nonce, value);
  }

  @Override
  public List<Value> values() {
    return List.of(Value.of(Bytes.utf8("one")), Value.of(Bytes.utf8("other")));
  }

  @Override
  public void share(Q request) {
    // Nobody is there to take it over.
  }

  @Override
  public List<Q> shared() {
    return List.of();
  }
}
