package org.quorate.register.bftbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.conformance.lab.Lab;

/**
 * I1 to I6, about all certificates that could be formed with the help of the liars, formed or not.
 * One register.
 */
final class Invariants implements Lab.Observer<ReplicaState> {
  private final Lab<ReplicaState, BftBcRequest, BftBcReply, WriterJournal> lab;
  private final Mode mode;
  private final ToIntFunction<Version> writesMax;
  private final ReplicaSet correct;
  private final ReplicaSet liars;
  private final Map<Statement, ReplicaSet> attested = new HashMap<>();
  private final Map<Timestamp, Version> prepared = new TreeMap<>();
  private final TreeSet<Timestamp> written = new TreeSet<>(List.of(Timestamp.GENESIS));
  private final Map<ReplicaId, Timestamp> held = new HashMap<>();
  private final Map<String, Set<Timestamp>> installed = new HashMap<>();
  final List<String> violations = new ArrayList<>();

  /**
   * @param writesMax at how many timestamps of its author a version's value may be installed
   */
  Invariants(
      Lab<ReplicaState, BftBcRequest, BftBcReply, WriterJournal> lab,
      Mode mode,
      ToIntFunction<Version> writesMax) {
    this.lab = lab;
    this.mode = mode;
    this.writesMax = writesMax;
    this.correct = lab.settings().correct();
    this.liars = ReplicaSet.firstOf(lab.settings().quorums().replicas()).minus(correct);
  }

  /** The versions for which a write certificate could be formed by now. */
  Set<Timestamp> writtenSoFar() {
    return Set.copyOf(written);
  }

  @Override
  public void becameDurable(ReplicaId replica, Key key, ReplicaState state) {
    if (!correct.contains(replica)) {
      return;
    }
    Version version = state.current().version();
    Timestamp before = held.put(replica, version.ts());
    require(
        before == null || before.isAtMost(version.ts()),
        () -> "I4: " + replica + " fell from " + before + " to " + version);
    Set<Timestamp> at =
        installed.computeIfAbsent(
            version.ts().client() + " " + version.hash(), value -> new HashSet<>());
    if (at.add(version.ts())) {
      require(
          at.size() <= writesMax.applyAsInt(version),
          () -> "I6: one write at several timestamps: " + at);
    }
  }

  @Override
  public void attested(ReplicaId replica, Statement statement) {
    if (!correct.contains(replica)) {
      return;
    }
    require(
        isDurable(lab.replica(replica).durableState(statement.scope().key()), statement),
        () -> "I5: " + replica + " attested what is not durable: " + statement);
    ReplicaSet by = attested.merge(statement, ReplicaSet.EMPTY.with(replica), ReplicaSet::union);
    if (!lab.settings().quorums().isQuorum(QuorumRole.WRITE, by.union(liars))) {
      return;
    }
    Version version = statement.version();
    if (statement.kind() == Statement.Kind.WRITTEN) {
      written.add(version.ts());
    } else {
      becameCertifiable(version);
    }
  }

  private static boolean isDurable(ReplicaState state, Statement statement) {
    Version version = statement.version();
    if (statement.kind() == Statement.Kind.WRITTEN) {
      return version.ts().isAtMost(state.current().version().ts());
    }
    if (version.ts().path() == Path.OPTIMISTIC) {
      OptimisticEntry entry = state.optimisticList().get(version.ts().client());
      return entry != null && version.ts().isAtMost(entry.version().ts());
    }
    PrepareEntry entry = state.prepareList().get(version.ts().client());
    return entry != null && version.ts().isAtMost(entry.ts());
  }

  private void becameCertifiable(Version version) {
    Version other = prepared.putIfAbsent(version.ts(), version);
    require(other == null || other.equals(version), () -> "I1: two values at " + version.ts());
    long counter = version.ts().counter();
    require(
        counter == 1 || prepared.keySet().stream().anyMatch(ts -> ts.counter() == counter - 1),
        () -> "I2: nothing certified before " + version.ts());
    Timestamp newest = written.last();
    long above =
        mode == Mode.STRONG
            ? 1
            : prepared.keySet().stream()
                .filter(ts -> ts.isAfter(newest))
                .map(ts -> ts.client() + ts.path().toString())
                .distinct()
                .count();
    require(
        counter <= newest.counter() + above,
        () -> "I3: " + version.ts() + " is too far above " + newest);
  }

  private void require(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      violations.add(otherwise.get());
    }
  }
}
