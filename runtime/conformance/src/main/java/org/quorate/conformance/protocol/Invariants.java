package org.quorate.conformance.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.Invariant;
import org.quorate.api.register.StateView;
import org.quorate.conformance.lab.Lab;

/**
 * Watches a run for violations of some of the {@link Invariant}s. Single-threaded, as the run is.
 */
public final class Invariants<S> implements Lab.Observer<S> {
  private final Set<Invariant> watched;
  private ReplicaSet liars;
  private final Set<String> cheats;
  private final StateView<S> view;
  private final DurableStates<S> durable;
  private final QuorumSystem quorums;
  private final Map<Key, Certifiable> certifiable = new TreeMap<>();
  private final Map<Place, Timestamp> newest = new HashMap<>();
  private final Map<Write, Timestamp> written = new HashMap<>();
  private final List<String> violations = new ArrayList<>();

  /** Where the durable state of a replica is to be seen. */
  @FunctionalInterface
  interface DurableStates<S> {
    S of(ReplicaId replica, Key key);
  }

  private record Place(ReplicaId replica, Key key) {}

  /** A client's write, known by the hash of its value. */
  private record Write(Key key, Version anyTime) {
    static Write of(Key key, Version version) {
      Timestamp first = new Timestamp(1, version.ts().client(), Timestamp.Path.BASE);
      return new Write(key, new Version(first, version.hash()));
    }
  }

  Invariants(
      Set<Invariant> watched,
      QuorumSystem quorums,
      ReplicaSet liars,
      Set<String> cheats,
      StateView<S> view,
      DurableStates<S> durable) {
    this.watched = watched;
    this.quorums = quorums;
    this.liars = liars;
    this.cheats = cheats;
    this.view = view;
    this.durable = durable;
  }

  /**
   * Watches {@code lab} from now on, which must be from the beginning.
   *
   * @param cheats the names of the clients that may break the rules
   */
  public static <S> Invariants<S> watch(
      Lab<S, ?, ?, ?> lab, Set<Invariant> watched, Set<String> cheats, StateView<S> view) {
    Invariants<S> invariants =
        new Invariants<>(
            watched,
            lab.settings().quorums(),
            ReplicaSet.copyOf(lab.settings().liars().keySet()),
            cheats,
            view,
            (replica, key) -> lab.replica(replica).durableState(key));
    lab.observe(invariants);
    return invariants;
  }

  /** What was violated so far, in words, each with the invariant's name. */
  public List<String> violations() {
    return Collections.unmodifiableList(violations);
  }

  @Override
  public void corrupted(ReplicaSet replicas) {
    liars = replicas;
    certifiable.forEach((key, certificates) -> report(key, certificates.liars(replicas)));
  }

  private void report(Key key, Map<Invariant, String> violated) {
    violated.forEach((invariant, what) -> check(invariant, false, key + ": " + what));
  }

  @Override
  public void becameDurable(ReplicaId replica, Key key, S state) {
    Timestamp held = view.timestamp(state);
    if (held == null || liars.contains(replica)) {
      return;
    }
    Timestamp before = newest.put(new Place(replica, key), held);
    check(
        Invariant.I4_VERSIONS_NEVER_FALL,
        before == null || before.isAtMost(held),
        replica + " held " + before + " of " + key + " and then " + held);
  }

  @Override
  public void attested(ReplicaId replica, Statement statement) {
    Version version = statement.version();
    if (liars.contains(replica) || version.ts().equals(Timestamp.GENESIS)) {
      return;
    }
    Key key = statement.scope().key();
    checkDurable(replica, key, statement);
    if (statement.kind() == Statement.Kind.WRITTEN
        && !cheats.contains(version.ts().client().name())) {
      Timestamp first = written.putIfAbsent(Write.of(key, version), version.ts());
      check(
          Invariant.I6_ONE_TIMESTAMP_PER_WRITE,
          first == null || first.equals(version.ts()),
          "one write of "
              + version.ts().client()
              + " is written at "
              + first
              + " and at "
              + version.ts());
    }
    Certifiable certificates =
        certifiable.computeIfAbsent(key, fresh -> new Certifiable(quorums, liars));
    report(key, certificates.add(replica, statement));
  }

  private void checkDurable(ReplicaId replica, Key key, Statement statement) {
    S state = durable.of(replica, key);
    Timestamp held = view.timestamp(state);
    boolean remembered =
        switch (statement.kind()) {
          case PREPARED -> view.remembers(state, statement.version());
          case WRITTEN -> held == null || statement.version().ts().isAtMost(held);
        };
    check(
        Invariant.I5_ATTESTED_IS_DURABLE,
        remembered,
        replica
            + " attests "
            + statement.kind()
            + " "
            + statement.version()
            + " of "
            + key
            + " and its durable state does not show it");
  }

  private void check(Invariant invariant, boolean holds, String what) {
    if (!holds && watched.contains(invariant)) {
      violations.add(invariant + ": " + what);
    }
  }
}
