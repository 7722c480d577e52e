package org.quorate.conformance.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Key;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.Guarantee.FaultModel;
import org.quorate.api.register.Guarantee.RoundTrips;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.lab.Lab;
import org.quorate.conformance.lab.LabOperation;
import org.quorate.conformance.lab.LabSettings;
import org.quorate.conformance.lab.LabSettings.Durability;
import org.quorate.conformance.lab.ThresholdQuorums;
import org.quorate.conformance.result.ConformanceKit;

/**
 * What every register protocol must pass: what its {@link org.quorate.api.register.Guarantee}
 * promises, in many short runs with all the faults that it claims to tolerate; and what it must not
 * pass, the same with more liars than it tolerates, which shows that the exam looks.
 *
 * <pre>{@code
 * final class MyProtocolTest extends RegisterProtocolKit {
 *   protected RegisterProtocol<?, ?, ?, ?> protocol() {
 *     return new MyProtocol();
 *   }
 * }
 * }</pre>
 *
 * <p>A failure ends in one line that replays it: {@code -Dquorate.seed=S} runs that seed alone, and
 * {@code -Dquorate.seeds=N} runs so many in each scenario.
 */
@ConformanceKit(
    part = "protocol",
    withstands =
        "whatever its guarantee claims, alone and all at once: f lying replicas of each "
            + "kind, cheating clients, crashes, lost and late messages; in runs by seed",
    breaks =
        "f+1 lying replicas, a quorum of silent ones, on which it waits, and hosts that "
            + "send before they persist")
public abstract class RegisterProtocolKit {
  private static final int BREAKING_SEEDS_MAX = 500;

  /** So slow that most crashes find something to lose. */
  private static final int SLOW_DISK_MICROS_MAX = 500_000;

  protected abstract RegisterProtocol<?, ?, ?, ?> protocol();

  /** How many seeds are run in each scenario. */
  protected int seeds() {
    return Integer.getInteger("quorate.seeds", 20);
  }

  /** What the protocol is to run on; the least that it needs for one and two faults, and more. */
  protected List<QuorumSystem> quorums() {
    QuorumKind kind = protocol().requirements().quorums();
    int perFault =
        switch (kind) {
          case REGULAR -> 2;
          case DISSEMINATION -> 3;
          case MASKING -> 4;
        };
    return List.of(
        new ThresholdQuorums(perFault + 1, 1, kind),
        new ThresholdQuorums(perFault + 3, 1, kind),
        new ThresholdQuorums(2 * perFault + 1, 2, kind));
  }

  /** How replicas lie where the protocol withstands that. */
  protected List<ReplicaAdversary> liars() {
    return List.of(Liar.values());
  }

  /** Liars of which one more than tolerated must break the protocol, in one way or another. */
  protected List<? extends ReplicaAdversary> liarsBeyondTolerance() {
    return List.of(Liar.STALE, Liar.FORGETFUL, Liar.TWO_FACED, Liar.OBLIGING, Liar.FICKLE);
  }

  /** How clients cheat where the protocol withstands that. */
  protected List<ClientAdversary> cheats() {
    return List.of(Cheat.values());
  }

  @Test
  void undisturbed_operationsTakeTheRoundTripsPromised() {
    for (QuorumSystem quorums : quorums()) {
      assertRoundTrips(Lab.of(protocol(), LabSettings.of(quorums, 1)));
    }
  }

  private static void assertRoundTrips(Lab<?, ?, ?, ?> lab) {
    RoundTrips promised = lab.protocol().guarantee().roundTrips();
    Key key = new Key("k");
    for (int i = 0; i < 5; i++) {
      LabOperation write = lab.client(i % 2 == 0 ? "alice" : "bob").write(key, "v" + i);
      assertThat(lab.run()).as(lab.progress()).isTrue();
      LabOperation read = lab.client("carol").read(key);
      assertThat(lab.run()).as(lab.progress()).isTrue();
      assertThat(read.value()).isEqualTo(write.written());
      assertThat(write.roundTrips()).as("%s", write).isEqualTo(promised.writeBest());
      assertThat(read.roundTrips()).as("%s", read).isEqualTo(promised.readBest());
    }
  }

  @Test
  void oneSeed_oneTrace() {
    Scenario scenario = everything(quorums().get(0));
    String first = run(protocol(), scenario, 1).trace().toString();
    assertThat(run(protocol(), scenario, 1).trace().toString()).isEqualTo(first);
    assertThat(run(protocol(), scenario, 2).trace().toString()).isNotEqualTo(first);
  }

  @Test
  void machinesArePure() {
    assertHolds(twice(protocol()), everything(quorums().get(0)));
  }

  private static <S, Q extends Request, A extends Reply, J> RegisterProtocol<S, Q, A, J> twice(
      RegisterProtocol<S, Q, A, J> protocol) {
    return new Twice<>(protocol);
  }

  @TestFactory
  Stream<DynamicTest> withTheFaultsItTolerates_itHolds() {
    return quorums().stream()
        .flatMap(this::tolerated)
        .map(scenario -> test(scenario, () -> assertHolds(protocol(), scenario)));
  }

  @TestFactory
  Stream<DynamicTest> withMoreLiarsThanItTolerates_itBreaks() {
    return quorums().stream()
        .limit(1)
        .map(
            quorums ->
                test(
                    Scenario.rough(quorums).named("too many liars"),
                    () -> assertBreaks(beyond(quorums), result -> !result.isSafe())));
  }

  @TestFactory
  Stream<DynamicTest> withoutAQuorum_itWaits() {
    return quorums().stream()
        .map(
            quorums ->
                Scenario.rough(quorums).liars(quorums.figures().smallestTransversal(), Liar.SILENT))
        .map(
            scenario ->
                test(
                    scenario,
                    () ->
                        assertBreaks(
                            List.of(scenario),
                            result -> result.isSafe() && !result.others().isEmpty())));
  }

  @Test
  void onHostsThatSendBeforeTheyPersist_itBreaks() {
    List<Scenario> scenarios =
        quorums().stream()
            .limit(1)
            .map(quorums -> Scenario.rough(quorums).crashes(12))
            .map(
                scenario ->
                    scenario
                        .diskMicrosMax(SLOW_DISK_MICROS_MAX)
                        .durability(Durability.SEND_BEFORE_PERSIST))
            .toList();
    assertBreaks(scenarios, result -> !result.isSafe());
  }

  private Stream<Scenario> tolerated(QuorumSystem quorums) {
    Scenario rough = Scenario.rough(quorums);
    List<Scenario> scenarios =
        new ArrayList<>(List.of(Scenario.quiet(quorums), rough, rough.crashes(6)));
    FaultModel faults = protocol().guarantee().faults();
    if (faults != FaultModel.CRASH) {
      liars().forEach(liar -> scenarios.add(rough.liars(quorums.faults(), liar)));
    }
    if (faults == FaultModel.BYZANTINE_CLIENTS) {
      cheats().forEach(cheat -> scenarios.add(rough.cheat(cheat)));
    }
    scenarios.add(everything(quorums));
    return scenarios.stream();
  }

  /** All that is tolerated, at once. */
  private Scenario everything(QuorumSystem quorums) {
    FaultModel faults = protocol().guarantee().faults();
    Scenario scenario = Scenario.rough(quorums).crashes(4);
    if (faults != FaultModel.CRASH) {
      scenario = scenario.liars(quorums.faults(), Liar.FICKLE);
    }
    if (faults == FaultModel.BYZANTINE_CLIENTS) {
      for (ClientAdversary cheat : cheats()) {
        scenario = scenario.cheat(cheat);
      }
    }
    return scenario;
  }

  private List<Scenario> beyond(QuorumSystem quorums) {
    return liarsBeyondTolerance().stream()
        .map(liar -> Scenario.rough(quorums).liars(quorums.faults() + 1, liar))
        .toList();
  }

  private static DynamicTest test(Scenario scenario, Executable body) {
    return DynamicTest.dynamicTest(scenario.toString(), body);
  }

  private void assertHolds(RegisterProtocol<?, ?, ?, ?> protocol, Scenario scenario) {
    Long only = Long.getLong("quorate.seed");
    long[] seeds = only == null ? LongStream.rangeClosed(1, seeds()).toArray() : new long[] {only};
    for (long seed : seeds) {
      RunResult result = run(protocol, scenario, seed);
      if (!result.holds()) {
        fail(
            "%s over %s, seed %d%nreplay: -Dtest=%s -Dquorate.seed=%d%n%s",
            protocol.name(), scenario, seed, getClass().getSimpleName(), seed, result.text());
      }
    }
  }

  private void assertBreaks(List<Scenario> scenarios, Predicate<RunResult> broken) {
    for (long seed = 1; seed <= BREAKING_SEEDS_MAX; seed++) {
      for (Scenario scenario : scenarios) {
        if (broken.test(run(protocol(), scenario, seed))) {
          return;
        }
      }
    }
    fail(
        "%s was seen to break in none of %d seeds of %s",
        protocol().name(), BREAKING_SEEDS_MAX, scenarios);
  }

  private <S, Q extends Request, A extends Reply, J> RunResult run(
      RegisterProtocol<S, Q, A, J> protocol, Scenario scenario, long seed) {
    return ProtocolRun.of(protocol, scenario, seed);
  }
}
