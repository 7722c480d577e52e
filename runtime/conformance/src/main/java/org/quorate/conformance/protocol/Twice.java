package org.quorate.conformance.protocol;

import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Value;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.RegisterProtocol;

/**
 * A protocol that takes every step twice and fails if the results differ: machines must be pure,
 * because everything from durability to the replay of a failure rests on it.
 */
final class Twice<S, Q extends Request, A extends Reply, J> extends ForwardingProtocol<S, Q, A, J> {

  Twice(RegisterProtocol<S, Q, A, J> protocol) {
    super(protocol);
  }

  @Override
  public ReplicaMachine<S, Q, A> replica(ReplicaId self, QuorumSystem quorums) {
    ReplicaMachine<S, Q, A> once = super.replica(self, quorums);
    return new ReplicaMachine<>() {
      @Override
      public S initial(Key key) {
        return once.initial(key);
      }

      @Override
      public Step<S, A> step(S state, Arrival<Q> arrival) {
        Step<S, A> step = once.step(state, arrival);
        requireEqual(step, once.step(state, arrival), "a replica's step", arrival);
        return step;
      }
    };
  }

  @Override
  public ClientOperation<Q, A, J> read(ClientSetting<J> setting, Nonce nonce) {
    return new Operation<>(super.read(setting, nonce));
  }

  @Override
  public ClientOperation<Q, A, J> write(ClientSetting<J> setting, Nonce nonce, Value value) {
    return new Operation<>(super.write(setting, nonce, value));
  }

  @Override
  public @Nullable ClientOperation<Q, A, J> resume(ClientSetting<J> setting, Nonce nonce) {
    ClientOperation<Q, A, J> rest = super.resume(setting, nonce);
    return rest == null ? null : new Operation<>(rest);
  }

  private static void requireEqual(Object first, Object second, String what, Object input) {
    if (!first.equals(second)) {
      throw new AssertionError(
          what
              + " is not a function of its arguments: on "
              + input
              + " first "
              + first
              + " and then "
              + second);
    }
  }

  private record Operation<Q extends Request, A extends Reply, J>(ClientOperation<Q, A, J> once)
      implements ClientOperation<Q, A, J> {

    @Override
    public ClientStep<Q, A, J> step(Input<A> input) {
      ClientStep<Q, A, J> step = once.step(input);
      ClientStep<Q, A, J> again = once.step(input);
      requireEqual(shown(step), shown(again), "a client's step", input);
      return withNext(step, new Operation<>(step.next()));
    }

    /** All but the operation itself, which need not have an equality. */
    private ClientStep<Q, A, J> shown(ClientStep<Q, A, J> step) {
      return withNext(step, this);
    }

    private static <Q extends Request, A extends Reply, J> ClientStep<Q, A, J> withNext(
        ClientStep<Q, A, J> step, ClientOperation<Q, A, J> next) {
      return new ClientStep<>(
          next,
          step.asks(),
          step.journal(),
          step.sign(),
          step.timerMillis(),
          step.noticed(),
          step.outcome());
    }

    @Override
    public String progress() {
      return once.progress();
    }
  }
}
