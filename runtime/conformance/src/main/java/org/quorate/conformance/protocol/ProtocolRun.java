package org.quorate.conformance.protocol;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.register.Guarantee;
import org.quorate.api.register.Guarantee.FaultModel;
import org.quorate.api.register.Guarantee.Semantics;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.history.CheckOptions;
import org.quorate.conformance.history.HistoryCheck;
import org.quorate.conformance.history.LurkingBound;
import org.quorate.conformance.history.Report;
import org.quorate.conformance.lab.Lab;
import org.quorate.conformance.lab.LabClient;
import org.quorate.conformance.lab.LabOperation;
import org.quorate.conformance.lab.LabOperation.Kind;
import org.quorate.conformance.lab.LabOperation.Status;
import org.quorate.conformance.lab.LabSettings;

/**
 * One run of a plan in two phases. In the first everything goes wrong that the plan and the seed
 * say. Then crashes, cuts and losses end, while the liars go on, and every operation of a correct
 * client must return. At the end the history and the invariants are judged.
 */
public final class ProtocolRun<S, Q extends Request, A extends Reply, J> {
  /** Enough for every operation that returns at all. */
  private static final int HEALED_EVENTS_PER_OPERATION_MAX = 1_000;

  private final Plan plan;
  private final Lab<S, Q, A, J> lab;
  private final Invariants<S> watch;
  private final Until until;
  private long historyCheckedAt;
  private boolean historyHolds = true;

  /** How long a run goes on. */
  public enum Until {
    /** To its end. */
    THE_END,
    /** To the first moment at which a violation of safety shows, or else to its end. */
    A_VIOLATION
  }

  private ProtocolRun(RegisterProtocol<S, Q, A, J> protocol, Plan plan, Until until) {
    this.plan = plan;
    this.until = until;
    LabSettings settings =
        LabSettings.of(plan.scenario().quorums(), plan.seed())
            .network(plan.network())
            .diskMicrosMax(plan.scenario().faults().diskMicrosMax())
            .durability(plan.scenario().faults().durability())
            .cryptography(plan.scenario().cryptography());
    for (Map.Entry<ReplicaId, ReplicaAdversary> liar : plan.liars().entrySet()) {
      settings = settings.liar(liar.getKey().number(), liar.getValue());
    }
    this.lab = Lab.of(protocol, settings);
    this.watch = Invariants.watch(lab, protocol.invariants(), plan.cheats(), protocol.view());
  }

  /** Runs what {@code seed} makes of {@code scenario}, to its end. */
  public static <S, Q extends Request, A extends Reply, J> RunResult of(
      RegisterProtocol<S, Q, A, J> protocol, Scenario scenario, long seed) {
    return of(protocol, Plan.of(scenario, seed), Until.THE_END);
  }

  /** Runs {@code plan}, and watches the invariants that {@code protocol} promises. */
  public static <S, Q extends Request, A extends Reply, J> RunResult of(
      RegisterProtocol<S, Q, A, J> protocol, Plan plan, Until until) {
    return new ProtocolRun<>(protocol, plan, until).run();
  }

  private RunResult run() {
    plan.withheld().stream().max(Integer::compare).ifPresent(last -> lab.withhold(withheld(last)));
    // Something must happen until the horizon is reached.
    lab.at(plan.horizonNanos(), () -> lab.note("", "the faults end"));
    plan.acts().stream()
        .filter(act -> act.atNanos() < plan.horizonNanos())
        .forEach(act -> lab.at(act.atNanos(), () -> act.play(lab)));
    lab.runUntil(() -> lab.nowNanos() >= plan.horizonNanos() || isOver());
    List<String> others = isOver() ? List.of() : heal();
    return new RunResult(
        plan, lab.history(), checkedHistory(), watch.violations(), others, lab.trace());
  }

  private IntPredicate withheld(int last) {
    BitSet numbers = new BitSet(last + 1);
    plan.withheld().forEach(numbers::set);
    return numbers::get;
  }

  /** Whether it has been seen all that the run is made for. */
  private boolean isOver() {
    return until == Until.A_VIOLATION && (!watch.violations().isEmpty() || !historyHolds());
  }

  private boolean historyHolds() {
    long ended =
        lab.clients().stream()
            .flatMap(client -> client.operations().stream())
            .filter(LabOperation::isDone)
            .count();
    if (ended != historyCheckedAt) {
      historyCheckedAt = ended;
      historyHolds = checkedHistory().holds();
    }
    return historyHolds;
  }

  private Report checkedHistory() {
    Guarantee promised = lab.protocol().guarantee();
    CheckOptions options =
        CheckOptions.atomic().semantics(promised.semantics()).faultyClients(plan.cheats());
    // Others promise nothing about those who were removed.
    if (promised.faults() == FaultModel.BYZANTINE_CLIENTS
        && promised.semantics() == Semantics.ATOMIC) {
      options =
          options.removals(
              lab.removals(),
              new LurkingBound(promised.lurkingWritesMax(), promised.maskingWrites()));
    }
    return HistoryCheck.check(lab.history(), options);
  }

  /** Returns what then was not as promised, apart from the history and the invariants. */
  private List<String> heal() {
    lab.retire(Plan.LOST_CLIENT);
    lab.heal();
    // They are back in the quiet.
    plan.cheats().forEach(lab::crash);
    for (String client : Plan.CLIENTS) {
      Plan.KEYS.forEach(key -> lab.client(client).read(key));
    }
    int operations = Plan.CLIENTS.size() * plan.scenario().pace().operationsPerClient();
    boolean allReturned = runUntilIdle(Plan.CLIENTS, operations * HEALED_EVENTS_PER_OPERATION_MAX);
    for (Act act : plan.acts()) {
      if (act.atNanos() >= plan.horizonNanos() && allReturned && !isOver()) {
        act.play(lab);
        // A cheat may go on for ever: then correct clients must not.
        runUntilIdle(plan.cheats(), HEALED_EVENTS_PER_OPERATION_MAX);
        allReturned = runUntilIdle(Plan.CLIENTS, HEALED_EVENTS_PER_OPERATION_MAX);
      }
    }
    List<String> problems = new ArrayList<>();
    if (!allReturned) {
      problems.add("stuck although all is healed:\n" + lab.progress());
    }
    for (String client : Plan.CLIENTS) {
      lab.client(client).operations().forEach(operation -> judge(operation, problems));
    }
    return problems;
  }

  /** Whether {@code clients} have nothing left to do after so many events. */
  private boolean runUntilIdle(Collection<String> clients, int eventsMax) {
    List<LabClient<Q, A, J>> watched = clients.stream().map(lab::client).toList();
    return lab.runUntil(() -> areIdle(watched) || isOver(), eventsMax);
  }

  /** Asked after every event. */
  private boolean areIdle(List<LabClient<Q, A, J>> clients) {
    for (LabClient<Q, A, J> client : clients) {
      if (!client.isIdle()) {
        return false;
      }
    }
    return true;
  }

  private void judge(LabOperation operation, List<String> problems) {
    Guarantee.RoundTrips promised = lab.protocol().guarantee().roundTrips();
    int worst = operation.kind() == Kind.READ ? promised.readWorst() : promised.writeWorst();
    if (operation.status() == Status.FAILED) {
      problems.add("failed: " + operation);
    } else if (operation.roundTrips() > worst) {
      problems.add("round-trips: " + operation.roundTrips() + " > " + worst + ": " + operation);
    }
  }
}
