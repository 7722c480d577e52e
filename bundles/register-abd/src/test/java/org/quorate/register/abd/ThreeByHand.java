package org.quorate.register.abd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.quorate.api.machine.Access;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Outcome;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.RegisterProtocol.ClientSetting;
import org.quorate.conformance.lab.LabSettings;

/** Three replicas, of which two are a quorum, and operations whose answers are handed to them. */
final class ThreeByHand {
  private static final QuorumSystem QUORUMS = LabSettings.of(3, 1, QuorumKind.REGULAR, 0).quorums();

  private final Map<Integer, AbdState> states = new HashMap<>();
  private int operations;

  /** An operation, and what it asks at present. */
  static final class Operation {
    private final ClientId client;
    private ClientStep<AbdRequest, AbdReply, AbdJournal> step;
    private AbdRequest asked;

    private Operation(
        ClientId client, ClientOperation<AbdRequest, AbdReply, AbdJournal> operation) {
      this.client = client;
      follow(operation.step(new Input.Started<>()));
    }

    private void follow(ClientStep<AbdRequest, AbdReply, AbdJournal> next) {
      step = next;
      if (!next.asks().isEmpty()) {
        asked = next.asks().get(0).request();
      }
    }

    AbdRequest asked() {
      return asked;
    }

    /** Nothing, once it has ended. */
    void hear(int replica, AbdReply reply) {
      if (step.outcome() instanceof Outcome.Pending) {
        follow(
            step.next()
                .step(new Input.Answered<>(new ReplicaId(replica), Hand.verified(reply), null)));
      }
    }

    boolean isPending() {
      return step.outcome() instanceof Outcome.Pending;
    }

    Version returned() {
      return ((Outcome.Returned) step.outcome()).version();
    }
  }

  AbdState state(int replica) {
    return states.getOrDefault(replica, AbdState.GENESIS);
  }

  Nonce nonce() {
    operations++;
    return Nonce.first(Bytes.utf8("operation %06d".formatted(operations)));
  }

  private static ClientSetting<AbdJournal> setting(ClientId client) {
    return new ClientSetting<>(Hand.SCOPE, client, Bytes.utf8(client.name()), QUORUMS, null, null);
  }

  Operation write(ClientId client, String value) {
    return new Operation(
        client, new AbdProtocol().write(setting(client), nonce(), Value.of(Bytes.utf8(value))));
  }

  Operation read(ClientId client) {
    return new Operation(client, new AbdProtocol().read(setting(client), nonce()));
  }

  /** What the machine of a replica makes of {@code request}; anybody may do anything. */
  static Step<AbdState, AbdReply> step(AbdState state, ClientId sender, AbdRequest request) {
    return new AbdReplica()
        .step(state, new Arrival<>(Hand.SCOPE, sender, Hand.verified(request), new Anybody()));
  }

  /** What the replicas answer to what {@code operation} asks, in this order. */
  List<AbdReply> answers(Operation operation, int... replicas) {
    List<AbdReply> answers = new ArrayList<>();
    Arrays.stream(replicas)
        .forEach(
            replica -> {
              Step<AbdState, AbdReply> step =
                  step(state(replica), operation.client, operation.asked());
              states.put(replica, step.next());
              answers.add(Objects.requireNonNull(step.reply()));
            });
    return answers;
  }

  /** Lets {@code operation} go on with these replicas until it ends. */
  Operation finish(Operation operation, int... replicas) {
    while (operation.isPending()) {
      List<AbdReply> answers = answers(operation, replicas);
      for (int i = 0; i < replicas.length; i++) {
        operation.hear(replicas[i], answers.get(i));
      }
    }
    return operation;
  }

  private record Anybody() implements Access {
    @Override
    public boolean isRevoked(ClientId client) {
      return false;
    }

    @Override
    public boolean mayRead(ClientId client, Key key) {
      return true;
    }

    @Override
    public boolean mayWrite(ClientId client, Key key) {
      return true;
    }
  }
}
