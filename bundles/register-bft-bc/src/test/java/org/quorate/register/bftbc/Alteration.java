package org.quorate.register.bftbc;

import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.ClaimVerifier;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.conformance.lab.LabSettings;

/**
 * What is not as the protocol wants it, in a run or on a bench, without a trace of that in the
 * protocol itself. A method that is not overridden changes nothing. Made anew for each run, since
 * some remember what they have seen.
 */
interface Alteration {
  Alteration NONE = new Alteration() {};

  default QuorumSystem quorums(QuorumSystem proper) {
    return proper;
  }

  /** How the replicas' hosts behave. */
  default LabSettings settings(LabSettings proper) {
    return proper;
  }

  default ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> replica(
      ReplicaId self, ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> proper) {
    return proper;
  }

  /** A replica has crashed and comes back. */
  default void restarted(ReplicaId replica) {}

  default ClientOperation<BftBcRequest, BftBcReply, WriterJournal> read(
      QuorumSystem quorums,
      Nonce nonce,
      ClientOperation<BftBcRequest, BftBcReply, WriterJournal> proper) {
    return proper;
  }

  default ClientOperation<BftBcRequest, BftBcReply, WriterJournal> write(
      ClientOperation<BftBcRequest, BftBcReply, WriterJournal> proper) {
    return proper;
  }

  /** What a client that restarts has kept. */
  default @Nullable WriterJournal journal(@Nullable WriterJournal proper) {
    return proper;
  }

  /** How claims are checked; on a bench only. */
  default ClaimVerifier claims(ClaimVerifier proper) {
    return proper;
  }
}
