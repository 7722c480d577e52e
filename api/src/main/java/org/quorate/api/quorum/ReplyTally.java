package org.quorate.api.quorum;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;

/**
 * The replies to one question, at most one for each replica. The one place where replies are
 * counted: protocols must not count for themselves.
 *
 * <p>Immutable. The first reply of a replica counts; a second, different one is recorded as
 * misbehaviour; an equal one changes nothing. Only verified replies may be added.
 */
public final class ReplyTally<A> {
  private final Map<ReplicaId, A> replies;

  private ReplyTally(Map<ReplicaId, A> replies) {
    this.replies = Collections.unmodifiableMap(replies);
  }

  public static <A> ReplyTally<A> empty() {
    return new ReplyTally<>(new LinkedHashMap<>());
  }

  /** This tally with {@code reply}, unless {@code replica} has replied already. */
  public ReplyTally<A> with(ReplicaId replica, A reply) {
    return replies.containsKey(replica) ? this : replacing(replica, reply);
  }

  /** This tally with {@code reply} in the place of an earlier one, where a rule allows that. */
  public ReplyTally<A> replacing(ReplicaId replica, A reply) {
    Map<ReplicaId, A> next = new LinkedHashMap<>(replies);
    next.put(replica, reply);
    return new ReplyTally<>(next);
  }

  /** This tally without the replies of {@code replicas}, for example of liars found later. */
  public ReplyTally<A> without(ReplicaSet replicas) {
    Map<ReplicaId, A> next = new LinkedHashMap<>(replies);
    replicas.forEach(next::remove);
    return new ReplyTally<>(next);
  }

  /** What {@code reply} would show of {@code replica}, or null if nothing is wrong with it. */
  public @Nullable Misbehaviour contradiction(ReplicaId replica, A reply) {
    A first = replies.get(replica);
    return first == null || first.equals(reply)
        ? null
        : new Misbehaviour(replica, "gave two different answers to one request");
  }

  public @Nullable A of(ReplicaId replica) {
    return replies.get(replica);
  }

  /** The replies in the order of their arrival. */
  public Map<ReplicaId, A> byReplica() {
    return replies;
  }

  public Collection<A> all() {
    return replies.values();
  }

  public ReplicaSet replicas() {
    return ReplicaSet.copyOf(replies.keySet());
  }

  public ReplicaSet replicasWhere(Predicate<? super A> condition) {
    return ReplicaSet.copyOf(
        replies.entrySet().stream()
            .filter(entry -> condition.test(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList());
  }

  public boolean isQuorum(QuorumSystem quorums, QuorumRole role) {
    return quorums.isQuorum(role, replicas());
  }

  /** Whether the replicas whose reply meets {@code condition} are a quorum. */
  public boolean isQuorumWhere(
      QuorumSystem quorums, QuorumRole role, Predicate<? super A> condition) {
    return quorums.isQuorum(role, replicasWhere(condition));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReplyTally<?> tally && replies.equals(tally.replies);
  }

  @Override
  public int hashCode() {
    return replies.hashCode();
  }

  @Override
  public String toString() {
    return replies.toString();
  }
}
