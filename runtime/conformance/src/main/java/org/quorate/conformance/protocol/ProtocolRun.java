package org.quorate.conformance.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Value;
import org.quorate.api.register.Guarantee;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.history.CheckOptions;
import org.quorate.conformance.history.HistoryCheck;
import org.quorate.conformance.lab.Lab;
import org.quorate.conformance.lab.LabOperation;
import org.quorate.conformance.lab.LabOperation.Kind;
import org.quorate.conformance.lab.LabOperation.Status;
import org.quorate.conformance.lab.LabSettings;
import org.quorate.conformance.lab.LabSettings.Durability;
import org.quorate.conformance.lab.Seeds;

/**
 * One run of a scenario in two phases. In the first everything goes wrong that the scenario and the
 * seed say. Then crashes, cuts and losses end, while the liars go on, and every operation of a
 * correct client must return. At the end the history and the invariants are judged.
 */
public final class ProtocolRun<S, Q extends Request, A extends Reply, J> {
  /** Enough for every operation that returns at all. */
  private static final int HEALED_EVENTS_MAX = 30_000;

  private static final int DISK_MICROS_MAX = 2000;

  /** Where hosts break their contract: so slow that most crashes find something to lose. */
  private static final int SLOW_DISK_MICROS_MAX = 500_000;

  private static final long MILLI = 1_000_000;
  private static final List<String> CLIENTS = List.of("alice", "bob", "carol");

  /** A correct client that crashes in a write and never comes back. */
  private static final String LOST_CLIENT = "dave";

  private static final List<Key> KEYS = List.of(new Key("k1"), new Key("k2"));

  private final Scenario scenario;
  private final Random chance;
  private final Lab<S, Q, A, J> lab;
  private final Set<String> cheats = new TreeSet<>();
  private final long horizonNanos;

  private ProtocolRun(RegisterProtocol<S, Q, A, J> protocol, Scenario scenario, long seed) {
    this.scenario = scenario;
    this.chance = new Random(Seeds.derive(seed, 1));
    this.horizonNanos = 2 * MILLI * scenario.pauseMillis() * Scenario.OPERATIONS_PER_CLIENT;
    LabSettings settings =
        LabSettings.of(scenario.quorums(), seed)
            .network(scenario.network())
            .diskMicrosMax(diskMicrosMax(scenario))
            .durability(scenario.durability());
    List<ReplicaId> replicas = shuffled();
    for (ReplicaAdversary liar : scenario.liars()) {
      settings = settings.liar(replicas.remove(0).number(), liar);
    }
    this.lab = Lab.of(protocol, settings);
    for (int i = 0; i < scenario.cheats().size(); i++) {
      cheats.add("mallory" + i);
    }
  }

  /**
   * Runs {@code scenario} as {@code seed} decides.
   *
   * @param invariants what to watch
   */
  public static <S, Q extends Request, A extends Reply, J> RunResult of(
      RegisterProtocol<S, Q, A, J> protocol,
      Scenario scenario,
      long seed,
      Set<Invariant> invariants,
      StateView<S> view) {
    ProtocolRun<S, Q, A, J> run = new ProtocolRun<>(protocol, scenario, seed);
    Invariants<S> watch = Invariants.watch(run.lab, invariants, run.cheats, view);
    run.schedule();
    run.lab.runUntil(() -> run.lab.nowNanos() >= run.horizonNanos);
    List<String> others = run.heal();
    CheckOptions options =
        CheckOptions.atomic().semantics(protocol.guarantee().semantics()).faultyClients(run.cheats);
    return new RunResult(
        scenario,
        seed,
        HistoryCheck.check(run.lab.history(), options),
        watch.violations(),
        others,
        run.lab.trace());
  }

  private static int diskMicrosMax(Scenario scenario) {
    if (scenario.durability() == Durability.SEND_BEFORE_PERSIST) {
      return SLOW_DISK_MICROS_MAX;
    }
    return scenario.crashes() > 0 ? DISK_MICROS_MAX : 0;
  }

  private List<ReplicaId> shuffled() {
    List<ReplicaId> replicas =
        new ArrayList<>(ReplicaSet.firstOf(scenario.quorums().replicas()).toList());
    Collections.shuffle(replicas, chance);
    return replicas;
  }

  private void schedule() {
    // Something must happen until the horizon is reached.
    lab.at(horizonNanos, () -> lab.note("", "the faults end"));
    for (String client : CLIENTS) {
      scheduleOperations(client);
    }
    for (int i = 0; i < scenario.cuts(); i++) {
      List<ReplicaId> replicas = shuffled();
      int count = 1 + chance.nextInt(replicas.size());
      ReplicaSet unreachable = ReplicaSet.copyOf(replicas.subList(0, count));
      during(() -> lab.cutOff(unreachable), () -> lab.cutOff(ReplicaSet.EMPTY));
    }
    for (int i = 0; i < scenario.crashes(); i++) {
      scheduleCrash();
    }
    int number = 0;
    for (ClientAdversary cheat : scenario.cheats()) {
      String name = "mallory" + number++;
      ReplicaSet all = ReplicaSet.firstOf(scenario.quorums().replicas());
      for (int attack = 0; attack < 3; attack++) {
        List<Value> values = List.of(value(name, attack, "a"), value(name, attack, "b"));
        Key key = KEYS.get(chance.nextInt(KEYS.size()));
        lab.at(
            moment(),
            () -> {
              lab.crash(name);
              lab.restart(name);
              lab.client(name).attack(key, cheat, values, all);
            });
      }
      lab.at(moment() / 2 + horizonNanos / 2, () -> lab.revoke(name));
    }
  }

  private void scheduleOperations(String client) {
    long at = 0;
    for (int i = 0; i < Scenario.OPERATIONS_PER_CLIENT; i++) {
      at += chance.nextInt(2 * scenario.pauseMillis()) * MILLI;
      Key key = KEYS.get(chance.nextInt(4) == 0 ? 1 : 0);
      Value value = value(client, i, "");
      boolean reads = chance.nextBoolean();
      lab.at(
          at,
          () -> {
            if (reads) {
              lab.client(client).read(key);
            } else {
              lab.client(client).write(key, value);
            }
          });
    }
  }

  private void scheduleCrash() {
    if (chance.nextInt(3) > 0) {
      ReplicaId replica = shuffled().get(0);
      during(() -> lab.crash(replica), () -> lab.restart(replica));
    } else if (chance.nextInt(4) > 0) {
      String client = CLIENTS.get(chance.nextInt(CLIENTS.size()));
      boolean whenJournalling = chance.nextBoolean();
      during(
          () -> {
            if (whenJournalling) {
              lab.crashAtNextJournal(client);
            } else {
              lab.crash(client);
            }
          },
          () -> lab.restart(client));
    } else {
      Value value = value(LOST_CLIENT, 0, "");
      long at = moment();
      lab.at(at, () -> lab.client(LOST_CLIENT).write(KEYS.get(0), value));
      lab.at(at + chance.nextInt(60) * MILLI, () -> lab.retire(LOST_CLIENT));
    }
  }

  private void during(Runnable begin, Runnable end) {
    long from = moment();
    lab.at(from, begin);
    lab.at(from + moment() / 4, end);
  }

  private long moment() {
    return (long) (chance.nextDouble() * horizonNanos);
  }

  private static Value value(String client, int number, String suffix) {
    return Value.of(Bytes.utf8(client + "-" + number + suffix));
  }

  /** Returns what then was not as promised, apart from the history and the invariants. */
  private List<String> heal() {
    lab.retire(LOST_CLIENT);
    cheats.forEach(lab::retire);
    lab.heal();
    for (String client : CLIENTS) {
      KEYS.forEach(key -> lab.client(client).read(key));
    }
    boolean allReturned =
        lab.runUntil(
            () -> CLIENTS.stream().allMatch(name -> lab.client(name).isIdle()), HEALED_EVENTS_MAX);
    List<String> problems = new ArrayList<>();
    if (!allReturned) {
      problems.add("stuck although all is healed:\n" + lab.progress());
    }
    for (String client : CLIENTS) {
      lab.client(client).operations().forEach(operation -> judge(operation, problems));
    }
    return problems;
  }

  private void judge(LabOperation operation, List<String> problems) {
    Guarantee.RoundTrips promised = lab.protocol().guarantee().roundTrips();
    int worst = operation.kind() == Kind.READ ? promised.readWorst() : promised.writeWorst();
    if (operation.status() == Status.FAILED) {
      problems.add("failed: " + operation);
    } else if (operation.roundTrips() > worst) {
      problems.add(operation.roundTrips() + " round trips, more than " + worst + ": " + operation);
    }
  }
}
