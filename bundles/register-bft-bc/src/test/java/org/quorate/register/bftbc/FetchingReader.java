package org.quorate.register.bftbc;

import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.quorum.ReplyTally;
import org.quorate.register.bftbc.BftBcReply.ReadReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsReply;
import org.quorate.register.bftbc.BftBcRequest.Read;
import org.quorate.register.bftbc.BftBcRequest.ReadTs;

/**
 * A read that would save bandwidth: it asks for versions first, then for the value of the largest,
 * and is content with no smaller one, though a liar may have shown it and nobody its value.
 *
 * @param wanted the largest version, once a quorum has answered
 */
record FetchingReader(
    QuorumSystem quorums,
    Nonce nonce,
    ReplyTally<PreparedVersion> claims,
    @Nullable PreparedVersion wanted)
    implements ClientOperation<BftBcRequest, BftBcReply, WriterJournal> {

  static FetchingReader of(QuorumSystem quorums, Nonce nonce) {
    return new FetchingReader(quorums, nonce, ReplyTally.empty(), null);
  }

  @Override
  public ClientStep<BftBcRequest, BftBcReply, WriterJournal> step(Input<BftBcReply> input) {
    if (input instanceof Input.Started<BftBcReply>) {
      return asking(this, new ReadTs(nonce));
    }
    if (input instanceof Input.Answered<BftBcReply> answered) {
      BftBcReply reply = answered.reply().message();
      if (wanted == null && reply instanceof ReadTsReply claim) {
        return claimed(answered.from(), claim);
      }
      if (wanted != null
          && reply instanceof ReadReply value
          && wanted.ts().isAtMost(value.version().ts())) {
        if (!value.value().isPresent()) {
          return ClientStep.<BftBcRequest, BftBcReply, WriterJournal>to(this)
              .returning(value.version(), value.value());
        }
        return BftBcOperation.startingWith(
                new WriteBackPhase(quorums, value.prepared(), value.value(), ReplicaSet.EMPTY),
                quorums,
                nonce.next().next())
            .step(new Input.Started<>());
      }
    }
    return ClientStep.to(this);
  }

  private ClientStep<BftBcRequest, BftBcReply, WriterJournal> claimed(
      ReplicaId from, ReadTsReply claim) {
    ReplyTally<PreparedVersion> now = claims.with(from, claim.prepared());
    return now.isQuorum(quorums, QuorumRole.READ)
        ? asking(
            new FetchingReader(quorums, nonce, now, ReadTsPhase.newest(now)),
            new Read(nonce.next()))
        : ClientStep.to(new FetchingReader(quorums, nonce, now, null));
  }

  private ClientStep<BftBcRequest, BftBcReply, WriterJournal> asking(
      FetchingReader next, BftBcRequest request) {
    return ClientStep.<BftBcRequest, BftBcReply, WriterJournal>to(next)
        .asking(new Ask<>(ReplicaSet.firstOf(quorums.replicas()), request));
  }

  @Override
  public String progress() {
    return wanted == null ? "waiting for claims" : "waiting for the value of " + wanted.version();
  }
}
