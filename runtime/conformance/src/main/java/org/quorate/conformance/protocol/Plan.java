package org.quorate.conformance.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Value;
import org.quorate.conformance.lab.NetworkConditions;
import org.quorate.conformance.lab.Seeds;

/**
 * All that happens in a run by somebody's will: who does what when, who lies, which letters get
 * lost for certain. The rest follows the seed. Two runs of one plan are equal, so that a plan that
 * fails can be made smaller, piece by piece.
 *
 * @param liars the faulty replicas
 * @param acts those of the rough time, in the order in which they are announced, and those after
 *     the {@link #horizonNanos}, which are played in this order in the quiet: each when nobody has
 *     anything left to do
 * @param withheld the letters that never arrive, by number; see {@link
 *     org.quorate.conformance.lab.Lab#withhold}
 */
public record Plan(
    Scenario scenario,
    long seed,
    NetworkConditions network,
    Map<ReplicaId, ReplicaAdversary> liars,
    List<Act> acts,
    Set<Integer> withheld) {
  static final List<String> CLIENTS = List.of("alice", "bob", "carol");

  /** A correct client that crashes in a write and never comes back. */
  static final String LOST_CLIENT = "dave";

  static final List<Key> KEYS = List.of(new Key("k1"), new Key("k2"));

  private static final int ATTACKS_PER_CHEAT = 3;
  private static final long MILLI = 1_000_000;

  public Plan {
    liars = Collections.unmodifiableMap(new TreeMap<>(liars));
    acts = List.copyOf(acts);
    withheld = Collections.unmodifiableSet(new TreeSet<>(withheld));
  }

  /** What {@code seed} makes of {@code scenario}. */
  public static Plan of(Scenario scenario, long seed) {
    return new Draft(scenario, new Random(Seeds.derive(seed, 1))).plan(seed);
  }

  public Plan network(NetworkConditions other) {
    return new Plan(scenario, seed, other, liars, acts, withheld);
  }

  public Plan liars(Map<ReplicaId, ReplicaAdversary> others) {
    return new Plan(scenario, seed, network, others, acts, withheld);
  }

  public Plan acts(List<Act> others) {
    return new Plan(scenario, seed, network, liars, others, withheld);
  }

  public Plan withheld(Set<Integer> numbers) {
    return new Plan(scenario, seed, network, liars, acts, numbers);
  }

  /** The names of the clients that may break the rules. */
  public Set<String> cheats() {
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < scenario.cheats().size(); i++) {
      names.add(cheat(i));
    }
    return names;
  }

  /** How {@code client} cheats; null if it does not. */
  public @Nullable ClientAdversary cheatOf(String client) {
    for (int i = 0; i < scenario.cheats().size(); i++) {
      if (cheat(i).equals(client)) {
        return scenario.cheats().get(i);
      }
    }
    return null;
  }

  /** When the faults end that are not lies. */
  long horizonNanos() {
    return horizonNanos(scenario);
  }

  private static long horizonNanos(Scenario scenario) {
    return 2 * MILLI * scenario.pace().pauseMillis() * scenario.pace().operationsPerClient();
  }

  private static String cheat(int number) {
    return "mallory" + number;
  }

  private static final class Draft {
    private final Scenario scenario;
    private final Random chance;
    private final long horizonNanos;
    private final List<Act> acts = new ArrayList<>();

    Draft(Scenario scenario, Random chance) {
      this.scenario = scenario;
      this.chance = chance;
      this.horizonNanos = horizonNanos(scenario);
    }

    Plan plan(long seed) {
      List<ReplicaId> replicas = shuffled();
      Map<ReplicaId, ReplicaAdversary> liars = new TreeMap<>();
      if (scenario.travel().windows() == 0) {
        scenario.liars().forEach(liar -> liars.put(replicas.remove(0), liar));
      } else {
        travels(replicas.subList(0, scenario.travel().reach()));
      }
      CLIENTS.forEach(this::operations);
      for (int i = 0; i < scenario.faults().cuts(); i++) {
        cut();
      }
      for (int i = 0; i < scenario.faults().crashes(); i++) {
        crash();
      }
      for (int i = 0; i < scenario.cheats().size(); i++) {
        attacks(cheat(i), scenario.cheats().get(i));
      }
      quiet();
      return new Plan(scenario, seed, scenario.faults().network(), liars, acts, Set.of());
    }

    private List<ReplicaId> shuffled() {
      List<ReplicaId> replicas =
          new ArrayList<>(ReplicaSet.firstOf(scenario.quorums().replicas()).toList());
      Collections.shuffle(replicas, chance);
      return replicas;
    }

    private void travels(List<ReplicaId> replicas) {
      Scenario.Travel travel = scenario.travel();
      int stop = 0;
      for (int window = 0; window < travel.windows(); window++) {
        // Just after the others have left.
        long from = window * horizonNanos / travel.windows() + 1;
        boolean isLast = window == travel.windows() - 1;
        long until = isLast ? Long.MAX_VALUE : (window + 1) * horizonNanos / travel.windows();
        for (ReplicaAdversary liar : scenario.liars()) {
          ReplicaId replica = replicas.get(stop++ % replicas.size());
          acts.add(new Act.Occupy(from, until, replica, liar, travel.leaving()));
        }
      }
    }

    private void operations(String client) {
      long at = 0;
      for (int i = 0; i < scenario.pace().operationsPerClient(); i++) {
        at += chance.nextInt(2 * scenario.pace().pauseMillis()) * MILLI;
        Key key = KEYS.get(chance.nextInt(4) == 0 ? 1 : 0);
        @Nullable Value written = chance.nextBoolean() ? null : value(client, i, "");
        acts.add(new Act.Operate(at, client, key, written));
      }
    }

    private void cut() {
      List<ReplicaId> replicas = shuffled();
      int count = 1 + chance.nextInt(replicas.size());
      long from = moment();
      acts.add(new Act.CutOff(from, end(from), ReplicaSet.copyOf(replicas.subList(0, count))));
    }

    private void crash() {
      long from = moment();
      if (chance.nextInt(3) > 0) {
        int keptPercent = chance.nextBoolean() ? 0 : chance.nextInt(101);
        acts.add(new Act.CrashReplica(from, end(from), shuffled().get(0), keptPercent));
      } else if (chance.nextInt(4) > 0) {
        String client = CLIENTS.get(chance.nextInt(CLIENTS.size()));
        acts.add(new Act.CrashClient(from, end(from), client, chance.nextBoolean()));
      } else {
        long until = from + chance.nextInt(60) * MILLI;
        Value written = value(LOST_CLIENT, 0, "");
        acts.add(new Act.WriteAndVanish(from, until, LOST_CLIENT, KEYS.get(0), written));
      }
    }

    private void attacks(String name, ClientAdversary cheat) {
      for (int attack = 0; attack < ATTACKS_PER_CHEAT; attack++) {
        Key key = KEYS.get(chance.nextInt(KEYS.size()));
        acts.add(new Act.Attack(moment(), name, cheat, key, values(name, attack)));
      }
      if (chance.nextBoolean()) {
        acts.add(new Act.Remove(moment() / 2 + horizonNanos / 2, name));
      }
    }

    /** The cheats prepare on what is newest; all but the last are removed; that one goes on. */
    private void quiet() {
      for (int i = 0; i < scenario.cheats().size(); i++) {
        boolean isLast = i == scenario.cheats().size() - 1;
        for (int attack = 0; attack < ATTACKS_PER_CHEAT; attack++) {
          acts.add(
              new Act.Attack(
                  afterwards(),
                  cheat(i),
                  scenario.cheats().get(i),
                  KEYS.get(0),
                  values(cheat(i), ATTACKS_PER_CHEAT + attack)));
          if (isLast) {
            acts.add(new Act.Operate(afterwards(), CLIENTS.get(attack), KEYS.get(0), null));
          }
        }
        if (!isLast) {
          acts.add(new Act.Remove(afterwards(), cheat(i)));
          // What is not seen by now took effect after the removal.
          acts.add(new Act.Operate(afterwards(), CLIENTS.get(0), KEYS.get(0), null));
        }
      }
    }

    /** Later than all acts so far. */
    private long afterwards() {
      return horizonNanos + acts.size();
    }

    private long moment() {
      return (long) (chance.nextDouble() * horizonNanos);
    }

    private long end(long from) {
      return from + moment() / 4;
    }

    private static List<Value> values(String cheat, int attack) {
      return List.of(value(cheat, attack, "a"), value(cheat, attack, "b"));
    }

    private static Value value(String client, int number, String suffix) {
      return Value.of(Bytes.utf8(client + "-" + number + suffix));
    }
  }
}
