package org.quorate.conformance.lab;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.ClaimVerifier;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Scope;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.register.Requirements.Certificates;
import org.quorate.conformance.history.History;

/**
 * One run of a protocol: replicas, clients, a network, a clock, and everything that can go wrong,
 * all of it decided by the seed of the settings and by what the caller asks for. Single-threaded.
 *
 * <pre>{@code
 * Lab<?, ?, ?, ?> lab = Lab.of(protocol, LabSettings.of(4, 1, QuorumKind.DISSEMINATION, seed));
 * LabOperation write = lab.client("alice").write(new Key("k"), "v1");
 * lab.crash(new ReplicaId(2));
 * lab.runUntil(write::isDone);
 * System.out.println(lab.trace());
 * }</pre>
 */
public final class Lab<S, Q extends Request, A extends Reply, J> {
  /** So many events without an end mean that a run is stuck. */
  public static final int EVENTS_MAX = 300_000;

  private final RegisterProtocol<S, Q, A, J> protocol;
  private final LabSettings settings;
  private final @Nullable Certifier certifier;
  private final LabWorld<Q, A> world;
  private final LabReplicas<S, Q, A> replicas;
  private final LabClients<Q, A, J> clients;
  private final Observers<S> observers = new Observers<>();
  private final Map<String, Long> removals = new TreeMap<>();

  /** Told of what correct and faulty replicas do, as it happens. */
  public interface Observer<S> {
    /** {@code replica} made {@code state} durable. */
    default void becameDurable(ReplicaId replica, Key key, S state) {}

    /** {@code replica} attested {@code statement}, and is about to show it. */
    default void attested(ReplicaId replica, Statement statement) {}

    /** From now on {@code replicas}, and no others, are faulty. */
    default void corrupted(ReplicaSet replicas) {}
  }

  /** What an adversary leaves behind that moves on. */
  public enum Leaving {
    /** Its keys are known, and its disk is as the liar left it. */
    AS_IT_IS,
    /**
     * It is as if it had never been taken: its keys are new, and it holds what an honest replica
     * would hold that received the same. No recovery can do more.
     */
    REPAIRED
  }

  private Lab(RegisterProtocol<S, Q, A, J> protocol, LabSettings settings) {
    this.protocol = protocol;
    this.settings = settings;
    Cryptography cryptography = settings.cryptography().of(settings.quorums(), settings.seed());
    this.certifier =
        protocol.requirements().certificates() == Certificates.NONE
            ? null
            : cryptography.certifier();
    ClaimVerifier verifier =
        new SymbolicVerifier(certifier, cryptography.signatures(), Epoch.FIRST);
    this.world =
        new LabWorld<>(
            settings,
            cryptography.isCostly() ? new RememberingVerifier(verifier) : verifier,
            new Everybody());
    this.replicas =
        new LabReplicas<>(protocol, settings, certifier == null ? null : cryptography, world);
    this.clients = new LabClients<>(protocol, settings, cryptography, certifier, world);
  }

  /** A run that has not begun. */
  public static <S, Q extends Request, A extends Reply, J> Lab<S, Q, A, J> of(
      RegisterProtocol<S, Q, A, J> protocol, LabSettings settings) {
    return new Lab<>(protocol, settings);
  }

  public LabSettings settings() {
    return settings;
  }

  public RegisterProtocol<S, Q, A, J> protocol() {
    return protocol;
  }

  /** The client of that name, which is made if need be. */
  public LabClient<Q, A, J> client(String name) {
    return clients.get(name);
  }

  /** All clients, by name. */
  public Collection<LabClient<Q, A, J>> clients() {
    return clients.all();
  }

  public LabReplica<S, Q, A> replica(int number) {
    return replica(new ReplicaId(number));
  }

  public LabReplica<S, Q, A> replica(ReplicaId id) {
    return replicas.get(id);
  }

  /** All replicas, by number. */
  public Collection<LabReplica<S, Q, A>> replicas() {
    return replicas.all();
  }

  /** Checks and makes the run's certificates; null if the protocol requires none. */
  public @Nullable Certifier certifier() {
    return certifier;
  }

  public Trace trace() {
    return world.trace();
  }

  /** What the clients saw, without their attacks; give the cheats' names to the check. */
  public History history() {
    return clients.history();
  }

  /** Adds a line of the caller's own to the trace. */
  public void note(String actor, String what) {
    world.note(actor, what);
  }

  public void observe(Observer<S> observer) {
    observers.add(observer);
  }

  public Scope scope(Key key) {
    return world.scope(key);
  }

  public long nowNanos() {
    return world.nowNanos();
  }

  // What can be done to the run.

  public void network(NetworkConditions conditions) {
    world.network().conditions(conditions);
  }

  /** From now on only letters that {@code passes} accepts arrive; asked when they are due. */
  public void letPass(Predicate<Letter<Q, A>> filter) {
    world.network().letPass(filter);
  }

  /**
   * Letters that are lost for certain, by their number: the run's first letter has the number 0.
   * What becomes of the others is as if these had been sent, too.
   */
  public void withhold(IntPredicate which) {
    world.network().withhold(which);
  }

  /** From now on nothing reaches {@code unreachable} or comes from them. */
  public void cutOff(ReplicaSet unreachable) {
    world.network().cutOff(unreachable);
  }

  /** The replica loses all that is not yet durable. */
  public void crash(ReplicaId replica) {
    crash(replica, 0);
  }

  /**
   * The replica loses what is not yet durable, but for the first steps of it.
   *
   * @param keptPercent how many of these steps become durable, though nobody is told
   */
  public void crash(ReplicaId replica, int keptPercent) {
    replica(replica).crash(keptPercent);
  }

  public void restart(ReplicaId replica) {
    replica(replica).restart();
  }

  /** Empties the disk of {@code replica}, which no correct replica survives as such. */
  public void forget(ReplicaId replica) {
    replica(replica).forget();
  }

  /** A liar takes the replica, and has at hand what it saw at those that it took before. */
  public void occupy(ReplicaId replica, ReplicaAdversary liar) {
    replicas.occupy(replica, liar);
    world.note(replica.toString(), "is taken by " + liar.name());
    observers.corrupted(corrupted());
  }

  /** The liar leaves the replica. */
  public void free(ReplicaId replica, Leaving leaving) {
    replica(replica).free(leaving);
    world.note(replica.toString(), "is left " + leaving);
    observers.corrupted(corrupted());
  }

  /** The replicas that are faulty now, or were and have not been repaired. */
  public ReplicaSet corrupted() {
    return replicas.corrupted();
  }

  public void crash(String client) {
    client(client).crash();
  }

  /** Lets the client crash for good: {@link #heal} does not restart it. */
  public void retire(String client) {
    client(client).retire();
  }

  /** Lets the client crash when it next journals something: durably, but before it sends. */
  public void crashAtNextJournal(String client) {
    client(client).crashAtNextJournal();
  }

  public void restart(String client) {
    client(client).restart();
  }

  public void forget(String client) {
    client(client).forget();
  }

  /** Removes the client from the system, at all replicas at once. */
  public void revoke(String client) {
    if (!removals.containsKey(client)) {
      removals.put(client, world.tick());
      world.revoke(client(client).id());
    }
  }

  /** When clients were removed, in nanoseconds of the run's clock, by name. */
  public Map<String, Long> removals() {
    return Collections.unmodifiableMap(removals);
  }

  /** Ends all faults that are not lies: calm network, no cuts, all restarted but the retired. */
  public void heal() {
    world.network().heal();
    replicas.all().forEach(LabReplica::restart);
    clients.all().forEach(LabClient::heal);
  }

  /** Lets {@code action} happen at a later moment of the run. */
  public void at(long delayNanos, Runnable action) {
    world.after(delayNanos, action);
  }

  // How the run goes on.

  /**
   * Runs until {@code condition} holds.
   *
   * @return false if it does not hold and nothing more can happen, or too much happened: {@link
   *     #EVENTS_MAX}
   */
  public boolean runUntil(BooleanSupplier condition) {
    return runUntil(condition, EVENTS_MAX);
  }

  /** As {@link #runUntil(BooleanSupplier)}, with at most {@code eventsMax} events. */
  public boolean runUntil(BooleanSupplier condition, int eventsMax) {
    for (int event = 0; event < eventsMax && !condition.getAsBoolean(); event++) {
      if (!world.agenda().runNext()) {
        break;
      }
    }
    return condition.getAsBoolean();
  }

  /** Runs until no running client has anything left to do; false as in {@link #runUntil}. */
  public boolean run() {
    return runUntil(clients::areIdle);
  }

  /** What the clients that are not done wait for, one line each. */
  public String progress() {
    return clients.progress();
  }

  private final class Everybody implements LabWorld.Inhabitants<Q, A> {
    @Override
    public boolean canReceive(Letter<Q, A> letter) {
      return letter.isRequest()
          ? replica(letter.replica()).isRunning()
          : client(letter.client().name()).isRunning();
    }

    @Override
    public void receive(Letter<Q, A> letter) {
      if (letter instanceof Letter.Asked<Q, A> question) {
        replica(letter.replica()).receive(question);
      } else {
        client(letter.client().name()).receive(letter);
      }
    }

    @Override
    public void becameDurable(ReplicaId replica, Key key) {
      observers.becameDurable(replica, key, replica(replica).durableState(key));
    }

    @Override
    public void attested(ReplicaId replica, Statement statement) {
      observers.attested(replica, statement);
    }
  }
}
