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
import org.quorate.conformance.history.Report;
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
  /** There and back on the laboratory's calm network, at most. */
  static final long ROUND_TRIP_NANOS_MAX =
      2 * TimeUnit.MICROSECONDS.toNanos(NetworkConditions.CALM.delayMicrosMax());

  /** Calm, but nearly everything arrives twice. */
  static final NetworkConditions DOUBLING = new NetworkConditions(900, 1100, 0, 90);

  private static final Key KEY = new Key("k");
  private static final int ATTACK_EVENTS_MAX = 1_000;
  private static final int EVENTS_SHOWN_MAX = 150;

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

  /** A correct one. */
  ReplicaId last() {
    return new ReplicaId(3 * faults + 1);
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

  /** A read that may or may not end. */
  LabOperation begun(String client) {
    return lab.client(client).read(KEY);
  }

  /** A write that may or may not end. */
  LabOperation begun(String client, String value) {
    return lab.client(client).write(KEY, value);
  }

  LabOperation ended(LabOperation operation) {
    lab.runUntil(operation::isDone);
    assertThat(operation.hasReturned())
        .as(() -> "%s%n%s%n%s".formatted(operation, lab.progress(), chart()))
        .isTrue();
    return operation;
  }

  /**
   * A faulty client attacks, and is gone for good when that ends or has gone on for long enough.
   */
  void attack(String client, ClientAdversary cheat, ReplicaSet victims, String... values) {
    cheats.add(client);
    List<Value> all = new ArrayList<>();
    for (String value : values) {
      all.add(Value.of(Bytes.utf8(value)));
    }
    LabOperation attack = lab.client(client).attack(KEY, cheat, all, victims);
    lab.runUntil(attack::isDone, ATTACK_EVENTS_MAX);
    lab.retire(client);
  }

  /** The misbehaviour that operations have noticed so far. */
  List<Misbehaviour> noticed() {
    return operations().stream().flatMap(operation -> operation.noticed().stream()).toList();
  }

  private List<LabOperation> operations() {
    return lab.clients().stream().flatMap(client -> client.operations().stream()).toList();
  }

  void holds() {
    assertThat(watch.violations()).as(() -> watch.violations() + chart()).isEmpty();
    assertThat(checked().holds()).as(() -> checked().text() + chart()).isTrue();
    var promised = lab.protocol().guarantee().roundTrips();
    for (LabOperation operation : operations()) {
      if (operation.kind() != Kind.ATTACK) {
        assertThat(operation.roundTrips())
            .as("round trips of %s", operation)
            .isLessThanOrEqualTo(
                operation.kind() == Kind.READ ? promised.readWorst() : promised.writeWorst());
        assertThat(operation.noticed())
            .as("noticed of liars only")
            .allMatch(one -> lab.settings().liars().containsKey(one.replica()));
      }
    }
  }

  /** Whether nothing wrong was seen or could have been. */
  boolean isSafe() {
    return watch.violations().isEmpty() && checked().holds();
  }

  private Report checked() {
    return HistoryCheck.check(lab.history(), CheckOptions.atomic().faultyClients(cheats));
  }

  private String chart() {
    return lab.trace().chart(EVENTS_SHOWN_MAX);
  }
}
