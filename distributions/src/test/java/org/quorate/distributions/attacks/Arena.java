package org.quorate.distributions.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Value;
import org.quorate.api.quorum.Misbehaviour;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.history.CheckOptions;
import org.quorate.conformance.history.HistoryCheck;
import org.quorate.conformance.lab.Lab;
import org.quorate.conformance.lab.LabOperation;
import org.quorate.conformance.lab.LabOperation.Kind;
import org.quorate.conformance.lab.LabSettings;
import org.quorate.conformance.lab.NetworkConditions;
import org.quorate.conformance.protocol.Invariants;

/**
 * One register of 3f+1 replicas in the laboratory, the first of which lie, and schedules as tight
 * as they can be: any two quorums share f+1 replicas, so with f liars one correct one, and with one
 * liar more perhaps none.
 */
final class Arena<S, Q extends Request, A extends Reply, J> {
  private static final Key KEY = new Key("k");
  private static final int ATTACK_EVENTS_MAX = 20_000;

  private final int faults;
  private final Lab<S, Q, A, J> lab;
  private final Invariants<S> watch;
  private final Set<String> cheats = new TreeSet<>();

  private Arena(RegisterProtocol<S, Q, A, J> protocol, int faults, LabSettings settings) {
    this.faults = faults;
    this.lab = Lab.of(protocol, settings);
    this.watch = Invariants.watch(lab, protocol.invariants(), cheats, protocol.view());
  }

  /** With so many replicas that lie in this way, from the first one on. */
  static Arena<?, ?, ?, ?> of(Setting setting, int liars, ReplicaAdversary liar, long seed) {
    LabSettings settings =
        LabSettings.of(3 * setting.faults() + 1, setting.faults(), QuorumKind.DISSEMINATION, seed);
    for (int number = 1; number <= liars; number++) {
      settings = settings.liar(number, liar);
    }
    return of(setting.protocol(), setting.faults(), settings);
  }

  private static <S, Q extends Request, A extends Reply, J> Arena<S, Q, A, J> of(
      RegisterProtocol<S, Q, A, J> protocol, int faults, LabSettings settings) {
    return new Arena<>(protocol, faults, settings);
  }

  ReplicaSet all() {
    return ReplicaSet.firstOf(3 * faults + 1);
  }

  /** The liars and the correct replicas after them: a quorum. */
  ReplicaSet quorum() {
    return ReplicaSet.firstOf(2 * faults + 1);
  }

  /** The quorum that has only the first f+1 replicas in common with {@link #quorum}. */
  ReplicaSet otherQuorum() {
    return ReplicaSet.firstOf(faults + 1).union(all().minus(quorum()));
  }

  /** From now on these replicas are reachable alone; what is under way is lost. */
  void reach(ReplicaSet reachable) {
    lab.cutOff(all());
    pass(5);
    lab.cutOff(all().minus(reachable));
  }

  void network(NetworkConditions conditions) {
    lab.network(conditions);
  }

  /** Lets some time of the laboratory go by. */
  void pass(long millis) {
    AtomicBoolean over = new AtomicBoolean();
    lab.at(TimeUnit.MILLISECONDS.toNanos(millis), () -> over.set(true));
    lab.runUntil(over::get);
  }

  LabOperation write(String client, String value) {
    return ended(lab.client(client).write(KEY, value));
  }

  LabOperation read(String client) {
    return ended(lab.client(client).read(KEY));
  }

  /** A read of which nobody knows whether it ends. */
  LabOperation beginRead(String client) {
    return lab.client(client).read(KEY);
  }

  LabOperation ended(LabOperation operation) {
    lab.runUntil(operation::isDone);
    assertThat(operation.hasReturned())
        .as(() -> "%s%n%s%n%s".formatted(operation, lab.progress(), lab.trace().chart(150)))
        .isTrue();
    return operation;
  }

  /** What is not correct of {@code client} begins, and goes on as long as it likes. */
  LabOperation attack(String client, ClientAdversary cheat, ReplicaSet victims, String... values) {
    cheats.add(client);
    List<Value> all = new ArrayList<>();
    for (String value : values) {
      all.add(Value.of(Bytes.utf8(value)));
    }
    LabOperation attack = lab.client(client).attack(KEY, cheat, all, victims);
    lab.runUntil(attack::isDone, ATTACK_EVENTS_MAX);
    return attack;
  }

  /** The misbehaviour that operations have noticed so far. */
  List<Misbehaviour> noticed() {
    return operations().stream().flatMap(operation -> operation.noticed().stream()).toList();
  }

  private List<LabOperation> operations() {
    return lab.clients().stream().flatMap(client -> client.operations().stream()).toList();
  }

  /** What is not as the protocol promises, in words; empty if all is. */
  List<String> violations() {
    List<String> violations = new ArrayList<>(watch.violations());
    var history =
        HistoryCheck.check(lab.history(), CheckOptions.atomic().faultyClients(cheats));
    if (!history.holds()) {
      violations.add(history.text());
    }
    var promised = lab.protocol().guarantee().roundTrips();
    for (LabOperation operation : operations()) {
      int worst =
          switch (operation.kind()) {
            case READ -> promised.readWorst();
            case WRITE -> promised.writeWorst();
            case ATTACK -> Integer.MAX_VALUE;
          };
      if (operation.roundTrips() > worst) {
        violations.add(operation.roundTrips() + " round trips: " + operation);
      }
      for (Misbehaviour one : operation.noticed()) {
        if (operation.kind() != Kind.ATTACK && !isLiar(one.replica())) {
          violations.add("an honest replica is accused: " + one);
        }
      }
    }
    return violations;
  }

  private boolean isLiar(ReplicaId replica) {
    return lab.settings().liars().containsKey(replica);
  }

  void holds() {
    assertThat(violations()).as(() -> lab.trace().chart(150)).isEmpty();
  }
}
