package org.quorate.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Version;
import org.quorate.api.register.Invariant;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.register.StateView;
import org.quorate.conformance.protocol.Certifiable;

/** Judges the worlds of an exploration by the protocol's invariants. */
final class ExplorationChecks<S> {
  private final RegisterProtocol<S, ?, ?, ?> protocol;
  private final SmallScope scope;
  private final StateView<S> view;
  private final Map<Long, String> judged = new HashMap<>();

  /** The word of a correct replica. */
  record Attested(ReplicaId replica, Statement statement) {}

  ExplorationChecks(RegisterProtocol<S, ?, ?, ?> protocol, SmallScope scope) {
    this.protocol = protocol;
    this.scope = scope;
    this.view = protocol.view();
  }

  /** What the step from {@code before} to {@code after} violates; empty if nothing. */
  String problem(World before, World after, Transitions<S, ?, ?, ?> transitions) {
    String fallen = fallen(before, after, transitions);
    if (!fallen.isEmpty() || before.attested == after.attested) {
      return fallen;
    }
    World attestations = new World(new int[0], new int[0], 0, new int[0], after.attested);
    return judged.computeIfAbsent(
        attestations.fingerprint(), fresh -> problem(transitions.attested(after.attested)));
  }

  private String fallen(World before, World after, Transitions<S, ?, ?, ?> transitions) {
    for (int at = 0; at < before.replicas.length; at++) {
      ReplicaId replica = new ReplicaId(at + 1);
      if (before.replicas[at] != after.replicas[at] && !scope.liars().containsKey(replica)) {
        Timestamp then = view.timestamp(transitions.state(before.replicas[at]));
        Timestamp now = view.timestamp(transitions.state(after.replicas[at]));
        if (then != null && now != null && !then.isAtMost(now)) {
          return Invariant.I4_VERSIONS_NEVER_FALL
              + ": "
              + replica
              + " held "
              + then
              + " and then "
              + now;
        }
      }
    }
    return "";
  }

  private String problem(List<Attested> attested) {
    List<Attested> inOrder = new ArrayList<>(attested);
    // As they can have come about: what was written was prepared, on what was prepared before.
    inOrder.sort(
        Comparator.comparing((Attested one) -> one.statement().version().ts())
            .thenComparing(one -> one.statement().kind()));
    Certifiable certifiable =
        new Certifiable(scope.quorums(), ReplicaSet.copyOf(scope.liars().keySet()));
    Map<ClientId, Map<Object, Timestamp>> written = new HashMap<>();
    for (Attested one : inOrder) {
      Map<Invariant, String> violated = certifiable.add(one.replica(), one.statement());
      violated.keySet().retainAll(protocol.invariants());
      if (!violated.isEmpty()) {
        return violated.toString();
      }
      String twice = one.statement().kind() == Statement.Kind.WRITTEN ? twice(one, written) : "";
      if (!twice.isEmpty()) {
        return twice;
      }
    }
    return "";
  }

  private String twice(Attested one, Map<ClientId, Map<Object, Timestamp>> written) {
    Version version = one.statement().version();
    ClientId author = version.ts().client();
    boolean mayCheat =
        scope.scripts().getOrDefault(author.name(), List.of()).stream()
            .anyMatch(action -> action.cheat() != null);
    if (mayCheat || version.ts().equals(Timestamp.GENESIS)) {
      return "";
    }
    @Nullable Timestamp first =
        written
            .computeIfAbsent(author, fresh -> new HashMap<>())
            .putIfAbsent(version.hash(), version.ts());
    return first == null || first.equals(version.ts())
        ? ""
        : Invariant.I6_ONE_TIMESTAMP_PER_WRITE
            + ": one write of "
            + author
            + " is written at "
            + first
            + " and at "
            + version.ts();
  }
}
