package org.quorate.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.lab.Cryptography;
import org.quorate.conformance.lab.NetworkConditions;
import org.quorate.conformance.lab.Seeds;
import org.quorate.conformance.protocol.Act;
import org.quorate.conformance.protocol.Plan;
import org.quorate.conformance.protocol.ProtocolRun;
import org.quorate.conformance.protocol.ProtocolRun.Until;
import org.quorate.conformance.protocol.RunResult;
import org.quorate.conformance.protocol.Scenario;
import org.quorate.conformance.protocol.Scenario.Travel;

/**
 * What a campaign runs: a protocol over quorums, and everything that may go wrong. Each seed
 * chooses of it: so many liars of those given, two cheats. Immutable.
 *
 * @param liarCount how many replicas lie in each run; more than the quorums tolerate must break it
 * @param liars in what ways; none for correct replicas only
 * @param travel whether liars move between replicas
 * @param cheats in what ways clients cheat; none for correct clients only
 * @param faults what else goes wrong
 * @param cryptography where keys, signatures and certificates come from
 */
public record Setup(
    RegisterProtocol<?, ?, ?, ?> protocol,
    QuorumSystem quorums,
    int liarCount,
    List<ReplicaAdversary> liars,
    Travel travel,
    List<ClientAdversary> cheats,
    List<Fault> faults,
    Cryptography.Source cryptography) {
  private static final int OPERATIONS_PER_CLIENT = 27;
  private static final int CRASHES = 6;
  private static final int CUTS = 3;
  private static final int LOSS_PERCENT = 10;
  static final int SLOW_DISK_MICROS_MAX = 50_000;
  private static final int DELAY_MICROS_MIN = 200;
  private static final int DELAY_MICROS_MAX = 20_000;

  /** What can go wrong besides lies. */
  public enum Fault {
    /** Messages are lost. */
    LOSS,
    /** Messages arrive twice. */
    DUPLICATION,
    /** Messages overtake each other, by up to 20 ms. */
    REORDERING,
    /** Some replicas are cut off for a while. */
    CUTS,
    /** Replicas and clients crash, losing all or some of what was not durable, and come back. */
    CRASHES,
    /**
     * Disks take up to 50 ms in every fourth run, so that crashes find much that is not durable.
     */
    SLOW_DISKS
  }

  public Setup {
    liars = List.copyOf(liars);
    cheats = List.copyOf(cheats);
    faults = List.copyOf(faults);
  }

  /** With everything else that can go wrong, liars that stay, and symbolic cryptography. */
  public static Setup ofAllFaults(
      RegisterProtocol<?, ?, ?, ?> protocol,
      QuorumSystem quorums,
      int liarCount,
      List<ReplicaAdversary> liars,
      List<ClientAdversary> cheats) {
    return new Setup(
        protocol,
        quorums,
        liarCount,
        liars,
        Travel.NONE,
        cheats,
        List.of(Fault.values()),
        Cryptography.symbolic());
  }

  /** What {@code seed} makes of it. */
  public Plan plan(long seed) {
    Random chance = new Random(Seeds.derive(seed, 7));
    Scenario scenario =
        Scenario.rough(quorums)
            .named("simulation")
            .network(network())
            .cuts(faults.contains(Fault.CUTS) ? CUTS : 0)
            .crashes(faults.contains(Fault.CRASHES) ? CRASHES : 0)
            .operationsPerClient(OPERATIONS_PER_CLIENT)
            .cryptography(cryptography);
    // Not in every run, because slow disks take the haste out of it.
    if (faults.contains(Fault.SLOW_DISKS) && chance.nextInt(4) == 0) {
      scenario = scenario.diskMicrosMax(SLOW_DISK_MICROS_MAX);
    }
    for (int i = 0; i < liarCount && !liars.isEmpty(); i++) {
      scenario = scenario.liar(liars.get(chance.nextInt(liars.size())));
    }
    scenario = scenario.travel(travel);
    for (ClientAdversary cheat : conspiracy(chance)) {
      scenario = scenario.cheat(cheat);
    }
    return Plan.of(scenario, seed);
  }

  /** In every second run both cheat in one way: some attacks need two. */
  private List<ClientAdversary> conspiracy(Random chance) {
    if (cheats.isEmpty()) {
      return List.of();
    }
    ClientAdversary first = cheats.get(chance.nextInt(cheats.size()));
    boolean alike = chance.nextBoolean();
    return List.of(first, alike ? first : cheats.get(chance.nextInt(cheats.size())));
  }

  private NetworkConditions network() {
    boolean reorders = faults.contains(Fault.REORDERING);
    return new NetworkConditions(
        reorders ? DELAY_MICROS_MIN : NetworkConditions.CALM.delayMicrosMin(),
        reorders ? DELAY_MICROS_MAX : NetworkConditions.CALM.delayMicrosMax(),
        faults.contains(Fault.LOSS) ? LOSS_PERCENT : 0,
        faults.contains(Fault.DUPLICATION) ? LOSS_PERCENT : 0);
  }

  /**
   * The same with signatures and certificates by the schemes that are shipped, and with everything
   * that leaves a machine encoded and decoded, as on sockets and disks.
   */
  public Setup real(SignatureScheme signatures, @Nullable CertificateScheme certificates) {
    return new Setup(
        encoded(protocol),
        quorums,
        liarCount,
        liars,
        travel,
        cheats,
        faults,
        new DealtCryptography(quorums, signatures, certificates));
  }

  private static <S, Q extends Request, A extends Reply, J> RegisterProtocol<S, Q, A, J> encoded(
      RegisterProtocol<S, Q, A, J> protocol) {
    return new EncodedProtocol<>(protocol);
  }

  /** Runs {@code plan}. */
  public RunResult run(Plan plan, Until until) {
    return run(protocol, plan, until);
  }

  private static <S, Q extends Request, A extends Reply, J> RunResult run(
      RegisterProtocol<S, Q, A, J> protocol, Plan plan, Until until) {
    return ProtocolRun.of(protocol, plan, until);
  }

  /** Runs the plan of {@code seed} to its end, and counts what it reached. */
  RunResult run(long seed, Reached reached) {
    Plan plan = plan(seed);
    Map<ReplicaId, ReplicaAdversary> watched = new TreeMap<>();
    plan.liars().forEach((replica, liar) -> watched.put(replica, new ObservedLiar(liar, reached)));
    RunResult result =
        run(
            observed(protocol, ReplicaSet.copyOf(watched.keySet()), reached),
            plan.liars(watched)
                .acts(plan.acts().stream().map(act -> watched(act, reached)).toList()),
            Until.THE_END);
    return new RunResult(
        plan,
        result.seen(),
        result.history(),
        result.invariants(),
        result.others(),
        result.trace());
  }

  private static Act watched(Act act, Reached reached) {
    return act instanceof Act.Occupy taken
        ? new Act.Occupy(
            taken.atNanos(),
            taken.untilNanos(),
            taken.replica(),
            new ObservedLiar(taken.liar(), reached),
            taken.leaving())
        : act;
  }

  private static <S, Q extends Request, A extends Reply, J> RegisterProtocol<S, Q, A, J> observed(
      RegisterProtocol<S, Q, A, J> protocol, ReplicaSet liars, Reached reached) {
    return new ObservedProtocol<>(protocol, liars, reached);
  }

  /** What a campaign should reach: every message, every liar, every cheat, every fault. */
  List<String> reachable() {
    List<String> all = new ArrayList<>();
    Stream.of(protocol.types().request(), protocol.types().reply())
        .flatMap(Setup::messages)
        .map(ObservedProtocol::name)
        .forEach(all::add);
    if (liarCount > 0) {
      liars.stream().map(ObservedLiar::name).forEach(all::add);
    }
    cheats.stream().map(Census::name).forEach(all::add);
    faults.stream().map(Census::name).forEach(all::add);
    return all;
  }

  private static Stream<Class<?>> messages(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Setup::messages)
        : Stream.of(type);
  }
}
