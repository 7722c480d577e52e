package org.quorate.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.register.RegisterProtocol;

/**
 * Tries all orders of the events of a small scope, breadth first: each letter on its way arrives
 * next or later or never, each client begins what it does next, each timer runs out. States that
 * were met before are not looked at again. So the first violation that is found is a shortest one,
 * and where none is found there is none within what was covered.
 *
 * <p>A letter arrives once; an answer to a question that its client asks no more is not delivered,
 * because no operation may heed it (and the search fails if one does). Cryptography is by keyed
 * hashes. Single-threaded.
 */
public final class Exploration<S, Q extends Request, A extends Reply, J> {
  private final Transitions<S, Q, A, J> transitions;
  private final ExplorationChecks<S> checks;
  private final SmallScope scope;
  private final Set<Long> met = new HashSet<>();
  private long taken;

  /** An event, and those before it. */
  private record Way(@Nullable Way before, Event event) {}

  /** A world to go on from. */
  private record Reached(World world, @Nullable Way way) {}

  private Exploration(RegisterProtocol<S, Q, A, J> protocol, SmallScope scope) {
    this.scope = scope;
    this.transitions = new Transitions<>(protocol, scope);
    this.checks = new ExplorationChecks<>(protocol, scope);
  }

  /**
   * Explores {@code scope} to its end, to the first violation, or until so many states are met.
   *
   * @param statesMax 100 bytes of memory each, and ten times that for those of the last depth
   */
  public static ExplorationReport of(SmallScope scope, int statesMax) {
    return of(scope.protocol(), scope, statesMax);
  }

  private static <S, Q extends Request, A extends Reply, J> ExplorationReport of(
      RegisterProtocol<S, Q, A, J> protocol, SmallScope scope, int statesMax) {
    return new Exploration<>(protocol, scope).run(statesMax);
  }

  private ExplorationReport run(int statesMax) {
    long start = System.nanoTime();
    List<Reached> level = List.of(new Reached(transitions.start(), null));
    met.add(level.get(0).world().fingerprint());
    int depth = 0;
    while (!level.isEmpty() && met.size() < statesMax) {
      List<Reached> next = new ArrayList<>();
      for (Reached reached : level) {
        for (Event event : transitions.events(reached.world())) {
          taken++;
          Way way = new Way(reached.way(), event);
          Transitions.Result result = transitions.take(reached.world(), event);
          String problem = result.problem();
          if (problem.isEmpty()) {
            problem = checks.problem(reached.world(), result.world(), transitions);
          }
          if (!problem.isEmpty()) {
            return report(start, depth, false, problem, events(way));
          }
          if (met.add(result.world().fingerprint())) {
            next.add(new Reached(result.world(), way));
          }
        }
      }
      level = next;
      depth += next.isEmpty() ? 0 : 1;
    }
    return report(start, depth, level.isEmpty(), "", List.of());
  }

  private List<String> events(Way last) {
    List<String> events = new ArrayList<>();
    for (Way way = last; way != null; way = way.before()) {
      events.add(transitions.text(way.event()));
    }
    Collections.reverse(events);
    return events;
  }

  private ExplorationReport report(
      long start, int depth, boolean complete, String problem, List<String> events) {
    return new ExplorationReport(
        scope.protocol().name(),
        scope.quorums().toString(),
        met.size(),
        taken,
        depth,
        complete,
        problem,
        events,
        (System.nanoTime() - start) / 1_000_000);
  }
}
