package org.quorate.register.bftbc;

import org.quorate.api.machine.Ask;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Value;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.register.bftbc.BftBcReply.WriteReply;

/**
 * A reader's WRITE of what it is about to return, to those not seen to hold it: no later read may
 * return an older version.
 */
record WriteBackPhase(
    QuorumSystem quorums, PreparedVersion prepared, Value value, ReplicaSet holders)
    implements Phase {

  @Override
  public Ask<BftBcRequest> ask(Nonce nonce) {
    return new Ask<>(
        ReplicaSet.firstOf(quorums.replicas()).minus(holders),
        new BftBcRequest.Write(nonce, prepared, value));
  }

  @Override
  public Next write(WriteReply reply, Origin origin) {
    ReplicaSet now = holders.with(origin.replica());
    return quorums.isQuorum(QuorumRole.WRITE, now)
        ? EndPhase.returned(prepared.version(), value, null)
        : Next.stay(new WriteBackPhase(quorums, prepared, value, now));
  }

  @Override
  public ReplicaSet counted() {
    return holders;
  }

  @Override
  public String progress() {
    return "waiting for a quorum to hold "
        + prepared.version()
        + ", written back; so far "
        + holders;
  }

  @Override
  public Next refused(String reasons) {
    return EndPhase.failed("the write-back of a read was refused by " + reasons, null);
  }
}
