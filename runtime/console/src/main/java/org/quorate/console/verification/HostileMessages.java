package org.quorate.console.verification;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.Message;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Scope;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.hostile.HostileReading;
import org.quorate.conformance.lab.Lab;
import org.quorate.conformance.lab.LabSettings;
import org.quorate.conformance.protocol.ForwardingProtocol;
import org.quorate.host.codec.MalformedException;
import org.quorate.host.codec.RecordCodec;

/** Bytes that are nearly messages of a protocol, read as a replica and a client read them. */
final class HostileMessages<Q extends Request, A extends Reply> {
  private static final int BYTES_MAX = 4 << 20;
  private static final Scope SCOPE =
      new Scope(Bytes.utf8("0123456789abcdef"), Epoch.FIRST, new Key("k"));

  private final RecordCodec codec = RecordCodec.cbor(BYTES_MAX);
  private final Class<Q> request;
  private final Class<A> reply;
  private final List<Bytes> samples = Collections.synchronizedList(new ArrayList<>());

  private HostileMessages(Class<Q> request, Class<A> reply) {
    this.request = request;
    this.reply = reply;
  }

  static <S, Q extends Request, A extends Reply, J> HostileMessages<Q, A> of(
      RegisterProtocol<S, Q, A, J> protocol) {
    HostileMessages<Q, A> hostile =
        new HostileMessages<>(protocol.types().request(), protocol.types().reply());
    Lab<S, Q, A, J> lab =
        Lab.of(
            hostile.recording(protocol),
            LabSettings.of(5, 1, protocol.requirements().quorums(), 1));
    for (int i = 0; i < 3; i++) {
      lab.client("alice").write(new Key("k"), "v" + i);
      lab.run();
      lab.client("bob").read(new Key("k"));
      lab.run();
    }
    return hostile;
  }

  /** Messages of an undisturbed run. */
  List<Bytes> samples() {
    return samples;
  }

  /** Reads {@code input} as each kind of message. */
  void read(byte[] input) {
    read(request, input);
    read(reply, input);
  }

  private <T extends Message> void read(Class<T> type, byte[] input) {
    HostileReading.valueOrError(input, MalformedException.class, bytes -> codec.decode(type, bytes))
        .ifPresent(
            message -> HostileReading.value(input, bytes -> List.copyOf(message.claims(SCOPE))));
  }

  private <S, J> RegisterProtocol<S, Q, A, J> recording(RegisterProtocol<S, Q, A, J> protocol) {
    return new ForwardingProtocol<>(protocol) {
      @Override
      public ReplicaMachine<S, Q, A> replica(ReplicaId self, QuorumSystem quorums) {
        ReplicaMachine<S, Q, A> machine = super.replica(self, quorums);
        return new ReplicaMachine<>() {
          @Override
          public S initial(Key key) {
            return machine.initial(key);
          }

          @Override
          public Step<S, A> step(S state, Arrival<Q> arrival) {
            Step<S, A> step = machine.step(state, arrival);
            samples.add(codec.encode(request, arrival.request().message()));
            A answer = step.reply();
            if (answer != null) {
              samples.add(codec.encode(reply, answer));
            }
            return step;
          }
        };
      }
    };
  }
}
