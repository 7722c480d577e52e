package org.quorate.register.abd;

import java.util.Comparator;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Refusal;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.register.abd.AbdReply.ValueReply;

/** A read: takes the newest value of a quorum, and writes it back where that may be needed. */
record AbdRead(AbdRound<ValueReply> round) implements AbdPhase {

  @Override
  public ClientStep<AbdRequest, AbdReply, AbdJournal> begin() {
    return ClientStep.<AbdRequest, AbdReply, AbdJournal>to(this)
        .asking(round.asking(new AbdRequest.QueryValue(round.nonce())));
  }

  @Override
  public AbdPhase refused(ReplicaId replica, Refusal refusal) {
    return new AbdRead(round.refused(replica, refusal));
  }

  @Override
  public ClientStep<AbdRequest, AbdReply, AbdJournal> value(ValueReply reply, ReplicaId from) {
    AbdRound<ValueReply> next = round.answered(from, reply);
    if (!next.isComplete()) {
      return ClientStep.to(new AbdRead(next));
    }
    ValueReply newest =
        next.answers().all().stream().max(Comparator.comparing(ValueReply::ts)).orElseThrow();
    ReplicaSet holders = next.answers().replicasWhere(answer -> answer.ts().equals(newest.ts()));
    // R1: what a write quorum holds no later read can miss; and everybody holds genesis.
    boolean everyReadSeesIt =
        newest.ts().equals(Timestamp.GENESIS) || next.quorums().isQuorum(QuorumRole.WRITE, holders);
    return everyReadSeesIt
        ? ClientStep.<AbdRequest, AbdReply, AbdJournal>to(new AbdRead(next))
            .returning(new Version(newest.ts(), newest.value().hash()), newest.value())
        : AbdStore.writingBack(
                next.quorums(), next.nonce().next(), newest.ts(), newest.value(), holders)
            .begin();
  }

  @Override
  public String progress() {
    return round.progress("waits for a quorum's values");
  }
}
