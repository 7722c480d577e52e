package org.quorate.register.abd;

import java.util.Comparator;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Refusal;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.register.abd.AbdReply.TimestampReply;

/**
 * The first half of a write: finds a timestamp above every completed write's.
 *
 * @param last the last timestamp that this client took
 */
record AbdWrite(AbdRound<TimestampReply> round, ClientId self, Value value, Timestamp last)
    implements AbdPhase {

  @Override
  public ClientStep<AbdRequest, AbdReply, AbdJournal> begin() {
    return ClientStep.<AbdRequest, AbdReply, AbdJournal>to(this)
        .asking(round.asking(new AbdRequest.QueryTimestamp(round.nonce())));
  }

  @Override
  public AbdPhase refused(ReplicaId replica, Refusal refusal) {
    return new AbdWrite(round.refused(replica, refusal), self, value, last);
  }

  @Override
  public ClientStep<AbdRequest, AbdReply, AbdJournal> timestamp(
      TimestampReply reply, ReplicaId from) {
    AbdWrite next = new AbdWrite(round.answered(from, reply), self, value, last);
    return next.round.isComplete() ? next.store() : ClientStep.to(next);
  }

  private ClientStep<AbdRequest, AbdReply, AbdJournal> store() {
    // W1: above `last` too, because an earlier write of ours may not have reached this quorum.
    Timestamp newest =
        round.answers().all().stream()
            .map(TimestampReply::ts)
            .max(Comparator.naturalOrder())
            .orElseThrow()
            .max(last);
    if (newest.counter() == Timestamp.COUNTER_MAX) {
      return ClientStep.<AbdRequest, AbdReply, AbdJournal>to(this)
          .failing("the register's counter is at its limit: it can be read but not written");
    }
    Timestamp ts = newest.successor(self);
    // W2: the timestamp is journalled before it is sent, so that it never gets a second value.
    return AbdStore.writing(round.quorums(), round.nonce().next(), ts, value)
        .begin()
        .journalling(new AbdJournal(ts, value));
  }

  @Override
  public String progress() {
    return round.progress("waits for a quorum's timestamps");
  }
}
