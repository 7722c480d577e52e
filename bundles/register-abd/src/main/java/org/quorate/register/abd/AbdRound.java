package org.quorate.register.abd;

import java.util.stream.Collectors;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Refusal;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.quorum.ReplyTally;

/**
 * One question to the replicas and what has come of it.
 *
 * @param nonce of the question; answers with another one are not answers to it
 */
record AbdRound<A>(
    QuorumSystem quorums,
    QuorumRole role,
    Nonce nonce,
    ReplyTally<A> answers,
    ReplyTally<Refusal> refusals) {

  static <A> AbdRound<A> toRead(QuorumSystem quorums, Nonce nonce) {
    return new AbdRound<>(quorums, QuorumRole.READ, nonce, ReplyTally.empty(), ReplyTally.empty());
  }

  static <A> AbdRound<A> toWrite(QuorumSystem quorums, Nonce nonce) {
    return new AbdRound<>(quorums, QuorumRole.WRITE, nonce, ReplyTally.empty(), ReplyTally.empty());
  }

  AbdRound<A> answered(ReplicaId replica, A answer) {
    return new AbdRound<>(quorums, role, nonce, answers.with(replica, answer), refusals);
  }

  AbdRound<A> refused(ReplicaId replica, Refusal refusal) {
    return new AbdRound<>(quorums, role, nonce, answers, refusals.with(replica, refusal));
  }

  boolean isComplete() {
    return answers.isQuorum(quorums, role);
  }

  /** Whether no quorum is left among those that did not refuse. */
  boolean isHopeless() {
    return !quorums.isQuorum(
        role, everybody().minus(refusals.replicas().minus(answers.replicas())));
  }

  /** To all replicas that have not answered yet. */
  Ask<AbdRequest> asking(AbdRequest request) {
    return new Ask<>(everybody().minus(answers.replicas()), request);
  }

  private ReplicaSet everybody() {
    return ReplicaSet.firstOf(quorums.replicas());
  }

  String reasons() {
    return refusals.byReplica().entrySet().stream()
        .map(entry -> entry.getKey() + " refused (" + entry.getValue().reason() + ")")
        .collect(Collectors.joining(", "));
  }

  String progress(String what) {
    return what
        + ": "
        + answers.replicas()
        + " of "
        + quorums
        + (refusals.all().isEmpty() ? "" : "; " + reasons());
  }
}
