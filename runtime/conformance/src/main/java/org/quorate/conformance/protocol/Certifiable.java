package org.quorate.conformance.protocol;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
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
  private final ReplicaSet liars;
  private final Map<Statement, ReplicaSet> attestors = new HashMap<>();
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
    ReplicaSet before = attestors.getOrDefault(statement, ReplicaSet.EMPTY);
    ReplicaSet now = before.with(replica);
    attestors.put(statement, now);
    Map<Invariant, String> violated = new EnumMap<>(Invariant.class);
    // Judged once, when the last attestation that was missing comes.
    if (!canBeFormed(before) && canBeFormed(now)) {
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
