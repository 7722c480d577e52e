package org.quorate.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.quorate.api.model.ReplicaId;
import org.quorate.host.configuration.Member;

/** Why there is no link to some replicas, for the message of a deadline. Thread-safe. */
final class Unconnected {
  private final Map<String, ReplicaId> replicas = new HashMap<>();
  private final Map<ReplicaId, String> reasons = new ConcurrentSkipListMap<>();

  Unconnected(List<Member> members) {
    members.forEach(member -> replicas.put(member.host() + ":" + member.port(), member.id()));
  }

  void opened(ReplicaId replica) {
    reasons.remove(replica);
  }

  void refused(String address, String reason) {
    ReplicaId replica = replicas.get(address);
    if (replica != null) {
      reasons.put(replica, reason);
    }
  }

  /** Begins with a semicolon; empty if nothing is known to be in the way. */
  @Override
  public String toString() {
    return reasons.isEmpty()
        ? ""
        : reasons.entrySet().stream()
            .map(one -> one.getKey() + " (" + one.getValue() + ")")
            .collect(Collectors.joining(", ", "; no link to ", ""));
  }
}
