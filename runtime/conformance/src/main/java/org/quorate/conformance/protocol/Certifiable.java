package org.quorate.conformance.protocol;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.Invariant;

/** The certificates about one register that can be formed with the help of all liars. */
public final class Certifiable {
  private final QuorumSystem quorums;
  private ReplicaSet liars;
  private final Map<Statement, ReplicaSet> attestors = new HashMap<>();

  /** What was not yet found to be certifiable, in the order in which it was first attested. */
  private final Set<Statement> open = new LinkedHashSet<>();

  private final NavigableMap<Timestamp, Bytes> hashes = new TreeMap<>();
  private final NavigableMap<Timestamp, Bytes> prepared = new TreeMap<>();
  private Timestamp newestWritten = Timestamp.GENESIS;

  /** A list of prepares at a replica: each client has at most two. */
  private record PrepareList(ClientId client, Path path) {}

  public Certifiable(QuorumSystem quorums, ReplicaSet liars) {
    this.quorums = quorums;
    this.liars = liars;
  }

  /** The word of a correct replica; returns what it violates. */
  public Map<Invariant, String> add(ReplicaId replica, Statement statement) {
    ReplicaSet before =
        attestors.put(statement, attestors.getOrDefault(statement, ReplicaSet.EMPTY).with(replica));
    if (before == null) {
      open.add(statement);
    }
    return judge(statement);
  }

  /** From now on these lie, and not those before; returns what is violated with their help. */
  public Map<Invariant, String> liars(ReplicaSet others) {
    liars = others;
    Map<Invariant, String> violated = new EnumMap<>(Invariant.class);
    new ArrayList<>(open).forEach(statement -> violated.putAll(judge(statement)));
    return violated;
  }

  /** Judges a statement once, as soon as nothing more is missing for a certificate. */
  private Map<Invariant, String> judge(Statement statement) {
    Map<Invariant, String> violated = new EnumMap<>(Invariant.class);
    if (open.contains(statement)
        && canBeFormed(attestors.getOrDefault(statement, ReplicaSet.EMPTY))) {
      open.remove(statement);
      Version version = statement.version();
      Bytes other = hashes.putIfAbsent(version.ts(), version.hash());
      if (other != null && !other.equals(version.hash())) {
        violated.put(
            Invariant.I1_ONE_VALUE_PER_TIMESTAMP, "two values can be certified at " + version.ts());
      }
      switch (statement.kind()) {
        case PREPARED -> prepared(version, violated);
        case WRITTEN -> newestWritten = newestWritten.max(version.ts());
      }
      checkCounters(violated);
    }
    return violated;
  }

  private boolean canBeFormed(ReplicaSet correct) {
    return quorums.isQuorum(QuorumRole.WRITE, correct.union(liars));
  }

  private void prepared(Version version, Map<Invariant, String> violated) {
    prepared.put(version.ts(), version.hash());
    long before = version.ts().counter() - 1;
    boolean hasPredecessor =
        before == 0 || prepared.keySet().stream().anyMatch(ts -> ts.counter() == before);
    if (!hasPredecessor) {
      violated.put(
          Invariant.I2_CERTIFIED_PREDECESSOR,
          version.ts() + " can be certified, and nothing with the counter " + before);
    }
  }

  private void checkCounters(Map<Invariant, String> violated) {
    Set<PrepareList> lists = new HashSet<>();
    for (Timestamp ts : prepared.tailMap(newestWritten, false).keySet()) {
      if (!lists.add(new PrepareList(ts.client(), ts.path()))) {
        violated.put(
            Invariant.I3_BOUNDED_COUNTERS,
            ts.client() + " has two outstanding prepares that can be certified, the later " + ts);
      }
    }
    if (prepared.isEmpty()) {
      return;
    }
    Timestamp largest = prepared.lastKey();
    long ahead = largest.counter() - newestWritten.counter();
    if (ahead > lists.size()) {
      violated.put(
          Invariant.I3_BOUNDED_COUNTERS,
          largest
              + " is "
              + ahead
              + " ahead of "
              + newestWritten
              + ", by "
              + lists.size()
              + " outstanding prepares");
    }
    if (ahead > 1) {
      violated.put(Invariant.I3_ONE_AHEAD, largest + " is " + ahead + " ahead of " + newestWritten);
    }
  }
}
