package org.quorate.register.abd;

import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Refusal;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.register.abd.AbdReply.StoredReply;

/**
 * The second half of writes and of some reads: makes a quorum hold a value.
 *
 * @param own whether this client is writing, not writing back
 */
record AbdStore(AbdRound<StoredReply> round, Timestamp ts, Value value, boolean own)
    implements AbdPhase {

  /** A write, from where its timestamp is settled and journalled. */
  static AbdStore writing(QuorumSystem quorums, Nonce nonce, Timestamp ts, Value value) {
    return new AbdStore(AbdRound.toWrite(quorums, nonce), ts, value, true);
  }

  /**
   * A write-back.
   *
   * @param holders those who hold the value already, and so need not be asked
   */
  static AbdStore writingBack(
      QuorumSystem quorums, Nonce nonce, Timestamp ts, Value value, ReplicaSet holders) {
    AbdRound<StoredReply> round = AbdRound.toWrite(quorums, nonce);
    for (ReplicaId holder : holders) {
      round = round.answered(holder, new StoredReply(nonce));
    }
    return new AbdStore(round, ts, value, false);
  }

  @Override
  public ClientStep<AbdRequest, AbdReply, AbdJournal> begin() {
    Nonce nonce = round.nonce();
    return ClientStep.<AbdRequest, AbdReply, AbdJournal>to(this)
        .asking(
            round.asking(
                own
                    ? new AbdRequest.Write(nonce, ts, value)
                    : new AbdRequest.WriteBack(nonce, ts, value)));
  }

  @Override
  public AbdPhase refused(ReplicaId replica, Refusal refusal) {
    return new AbdStore(round.refused(replica, refusal), ts, value, own);
  }

  @Override
  public ClientStep<AbdRequest, AbdReply, AbdJournal> stored(StoredReply reply, ReplicaId from) {
    AbdStore next = new AbdStore(round.answered(from, reply), ts, value, own);
    ClientStep<AbdRequest, AbdReply, AbdJournal> step = ClientStep.to(next);
    if (!next.round.isComplete()) {
      return step;
    }
    ClientStep<AbdRequest, AbdReply, AbdJournal> end =
        step.returning(new Version(ts, value.hash()), value);
    return own ? end.journalling(new AbdJournal(ts, null)) : end;
  }

  @Override
  public String progress() {
    return round.progress("waits for a quorum to hold " + ts);
  }
}
