package org.quorate.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.model.ReplicaId;
import org.quorate.conformance.lab.NetworkConditions;
import org.quorate.conformance.lab.Trace;
import org.quorate.conformance.protocol.Plan;
import org.quorate.conformance.protocol.ProtocolRun.Until;
import org.quorate.conformance.protocol.RunResult;

/**
 * Makes a failing run smaller: leaves out whatever the failure does not need, acts first, then
 * deliveries, by halves and quarters down to single ones (Zeller and Hildebrandt, "Simplifying and
 * isolating failure-inducing input", IEEE TSE 2002). What is left fails in one of the ways in which
 * the first run failed, and stops at the moment at which that shows.
 */
public final class Shrinker {
  /** A bound on the work; runs get shorter as it proceeds. */
  private static final int RUNS_MAX = 4_000;

  private final Setup setup;
  private final Set<String> violated;
  private RunResult smallest;
  private int runs;

  private Shrinker(Setup setup, Set<String> violated, RunResult smallest) {
    this.setup = setup;
    this.violated = violated;
    this.smallest = smallest;
  }

  /**
   * The smallest run that was found to fail like that of {@code plan}.
   *
   * @throws IllegalArgumentException if the run of {@code plan} does not fail
   */
  public static RunResult shrink(Setup setup, Plan plan) {
    RunResult failing = setup.run(plan, Until.A_VIOLATION);
    if (failing.holds()) {
      throw new IllegalArgumentException("the run of seed " + plan.seed() + " does not fail");
    }
    // A broken promise says more than an operation that waits.
    Set<String> violated = failing.isSafe() ? failing.violated() : failing.unsafe();
    Shrinker shrinker = new Shrinker(setup, violated, failing);
    shrinker.shrink();
    return shrinker.smallest;
  }

  /** The smallest run that was found to fail like one of {@code plans}. */
  public static RunResult smallest(Setup setup, List<Plan> plans) {
    return plans.stream()
        .map(plan -> shrink(setup, plan))
        .min(Comparator.comparingLong(RunResult::deliveries))
        .orElseThrow(() -> new IllegalArgumentException("no run fails"));
  }

  private void shrink() {
    long before;
    do {
      before = size();
      accept(plan().network(NetworkConditions.CALM));
      without(plan().acts(), acts -> plan().acts(acts));
      without(List.copyOf(plan().liars().keySet()), this::lying);
      // From the end, so that the letters before keep their numbers.
      without(delivered(), this::delivering);
    } while (size() < before && runs < RUNS_MAX);
  }

  private Plan plan() {
    return smallest.plan();
  }

  private long size() {
    return plan().acts().size() + plan().liars().size() + smallest.deliveries();
  }

  private Plan lying(List<ReplicaId> liars) {
    Map<ReplicaId, ReplicaAdversary> some = new TreeMap<>(plan().liars());
    some.keySet().retainAll(liars);
    return plan().liars(some);
  }

  private List<Integer> delivered() {
    Set<Integer> numbers = new TreeSet<>();
    for (Trace.Event event : smallest.trace().events()) {
      if (event instanceof Trace.Delivered delivered) {
        numbers.add(delivered.number());
      }
    }
    return new ArrayList<>(numbers);
  }

  private Plan delivering(List<Integer> numbers) {
    Set<Integer> withheld = new TreeSet<>(plan().withheld());
    withheld.addAll(delivered());
    numbers.forEach(withheld::remove);
    return plan().withheld(withheld);
  }

  /** Leaves out of {@code items} what can be left out. */
  private <T> void without(List<T> items, Function<List<T>, Plan> keeping) {
    List<T> kept = new ArrayList<>(items);
    for (int size = Math.max(1, kept.size() / 2); ; size /= 2) {
      for (int end = kept.size(); end > 0; end -= size) {
        int start = Math.max(0, end - size);
        List<T> fewer = new ArrayList<>(kept.subList(0, start));
        fewer.addAll(kept.subList(Math.min(end, kept.size()), kept.size()));
        if (runs < RUNS_MAX && fewer.size() < kept.size() && accept(keeping.apply(fewer))) {
          kept = fewer;
        }
      }
      if (size == 1) {
        return;
      }
    }
  }

  private boolean accept(Plan candidate) {
    if (candidate.equals(plan())) {
      return false;
    }
    runs++;
    RunResult result = setup.run(candidate, Until.A_VIOLATION);
    boolean fails = result.violated().stream().anyMatch(violated::contains);
    if (fails) {
      smallest = result;
    }
    return fails;
  }
}
