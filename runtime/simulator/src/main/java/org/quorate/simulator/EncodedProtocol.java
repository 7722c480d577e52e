package org.quorate.simulator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Value;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.storage.DamagedStoreException;
import org.quorate.api.storage.RegisterStore.Change;
import org.quorate.conformance.protocol.ForwardingProtocol;
import org.quorate.host.codec.MalformedException;
import org.quorate.host.codec.RecordCodec;
import org.quorate.host.codec.StateCodec;

/**
 * A protocol of which nothing leaves a machine but as bytes: requests, replies and journals go
 * through the codec of the wire, states through that of the store, so that a run sees what a
 * cluster would see.
 */
final class EncodedProtocol<S, Q extends Request, A extends Reply, J>
    extends ForwardingProtocol<S, Q, A, J> {
  private static final int MESSAGE_BYTES_MAX = 4 << 20;

  private final RecordCodec codec = RecordCodec.cbor(MESSAGE_BYTES_MAX);
  private final Types<S, Q, A, J> types;
  private final StateCodec<S> states;

  EncodedProtocol(RegisterProtocol<S, Q, A, J> protocol) {
    super(protocol);
    this.types = protocol.types();
    this.states = new StateCodec<>(codec, types.state());
  }

  @Override
  public ReplicaMachine<S, Q, A> replica(ReplicaId self, QuorumSystem quorums) {
    return new Machine(super.replica(self, quorums));
  }

  @Override
  public ClientOperation<Q, A, J> read(ClientSetting<J> setting, Nonce nonce) {
    return new Operation(super.read(setting, nonce));
  }

  @Override
  public ClientOperation<Q, A, J> write(ClientSetting<J> setting, Nonce nonce, Value value) {
    return new Operation(super.write(setting, nonce, value));
  }

  @Override
  public @Nullable ClientOperation<Q, A, J> resume(ClientSetting<J> setting, Nonce nonce) {
    ClientOperation<Q, A, J> rest = super.resume(setting, nonce);
    return rest == null ? null : new Operation(rest);
  }

  private <T> T overTheWire(Class<T> type, T message) {
    try {
      return codec.decode(type, codec.encode(type, message));
    } catch (MalformedException e) {
      throw new IllegalStateException("a " + type.getSimpleName() + " must survive its codec", e);
    }
  }

  /** What a store holds that held {@code before} and was given what then changed. */
  private S toDiskAndBack(Key key, @Nullable S before, S after) {
    Map<String, Bytes> items = new TreeMap<>();
    if (before != null) {
      states.changes(key, null, before).forEach(change -> apply(change, items));
    }
    states.changes(key, before, after).forEach(change -> apply(change, items));
    try {
      return states.decode(key, items);
    } catch (DamagedStoreException e) {
      throw new IllegalStateException("a state must survive its codec", e);
    }
  }

  private static void apply(Change change, Map<String, Bytes> items) {
    Bytes content = change.content();
    if (content == null) {
      items.remove(change.item());
    } else {
      items.put(change.item(), content);
    }
  }

  private final class Machine implements ReplicaMachine<S, Q, A> {
    private final ReplicaMachine<S, Q, A> machine;

    Machine(ReplicaMachine<S, Q, A> machine) {
      this.machine = machine;
    }

    @Override
    public S initial(Key key) {
      return machine.initial(key);
    }

    @Override
    public Step<S, A> step(S state, Arrival<Q> arrival) {
      Step<S, A> step = machine.step(state, arrival);
      Key key = arrival.scope().key();
      S stored = state.equals(initial(key)) ? null : state;
      S next = step.next() == state ? state : toDiskAndBack(key, stored, step.next());
      A reply = step.reply();
      return new Step<>(
          next,
          reply == null ? null : overTheWire(types.reply(), reply),
          step.attest(),
          step.refusal());
    }
  }

  private final class Operation implements ClientOperation<Q, A, J> {
    private final ClientOperation<Q, A, J> operation;

    Operation(ClientOperation<Q, A, J> operation) {
      this.operation = operation;
    }

    @Override
    public ClientStep<Q, A, J> step(Input<A> input) {
      ClientStep<Q, A, J> step = operation.step(input);
      List<Ask<Q>> asks =
          step.asks().stream()
              .map(ask -> new Ask<>(ask.to(), overTheWire(types.request(), ask.request())))
              .toList();
      J journal = step.journal();
      return new ClientStep<>(
          new Operation(step.next()),
          asks,
          journal == null ? null : overTheWire(types.journal(), journal),
          step.sign(),
          step.timerMillis(),
          step.noticed(),
          step.outcome());
    }

    @Override
    public String progress() {
      return operation.progress();
    }
  }
}
