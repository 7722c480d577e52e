package org.quorate.register.bftbc;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Refusal;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.quorum.ReplyTally;

/**
 * A read or a write: a phase after another, each under a nonce of its own, so that answers to an
 * earlier phase never count.
 */
record BftBcOperation(QuorumSystem quorums, Nonce nonce, Phase phase, ReplyTally<Refusal> refusals)
    implements ClientOperation<BftBcRequest, BftBcReply, WriterJournal> {

  static BftBcOperation startingWith(Phase phase, QuorumSystem quorums, Nonce nonce) {
    return new BftBcOperation(quorums, nonce, phase, ReplyTally.empty());
  }

  @Override
  public ClientStep<BftBcRequest, BftBcReply, WriterJournal> step(Input<BftBcReply> input) {
    if (input instanceof Input.Started<BftBcReply>) {
      return entered();
    }
    if (input instanceof Input.Answered<BftBcReply> answered) {
      BftBcReply reply = answered.reply().message();
      return reply.nonce().equals(nonce)
          ? follow(reply.dispatch(phase, new Phase.Origin(answered.from(), answered.attestation())))
          : ClientStep.to(this);
    }
    if (input instanceof Input.Refused<BftBcReply> refused) {
      return refused.nonce().equals(nonce)
          ? refusedBy(refused.from(), refused.refusal())
          : ClientStep.to(this);
    }
    if (input instanceof Input.Signed<BftBcReply> signed) {
      return follow(phase.signed(signed.signature()));
    }
    return follow(phase.timerFired());
  }

  private ClientStep<BftBcRequest, BftBcReply, WriterJournal> refusedBy(
      ReplicaId replica, Refusal refusal) {
    BftBcOperation next =
        new BftBcOperation(quorums, nonce, phase, refusals.with(replica, refusal));
    ReplicaSet lost = next.refusals.replicas().minus(phase.counted());
    boolean hopeless =
        !quorums.isQuorum(phase.role(), ReplicaSet.firstOf(quorums.replicas()).minus(lost));
    return hopeless ? next.follow(phase.refused(next.reasons())) : ClientStep.to(next);
  }

  private ClientStep<BftBcRequest, BftBcReply, WriterJournal> follow(Phase.Next next) {
    ClientStep<BftBcRequest, BftBcReply, WriterJournal> step =
        next.entered()
            ? startingWith(next.phase(), quorums, nonce.next()).entered()
            : ClientStep.to(new BftBcOperation(quorums, nonce, next.phase(), refusals));
    Integer timerMillis = next.timerMillis();
    return (timerMillis == null ? step : step.settingTimer(timerMillis)).noticing(next.noticed());
  }

  private ClientStep<BftBcRequest, BftBcReply, WriterJournal> entered() {
    Ask<BftBcRequest> ask = phase.ask(nonce);
    return new ClientStep<>(
        this,
        ask == null ? List.of() : List.of(ask),
        phase.journal(),
        phase.toSign(),
        null,
        List.of(),
        phase.outcome());
  }

  @Override
  public String progress() {
    return phase.progress() + (refusals.all().isEmpty() ? "" : "; refused by " + reasons());
  }

  private String reasons() {
    return refusals.byReplica().entrySet().stream()
        .map(BftBcOperation::reason)
        .collect(Collectors.joining(", "));
  }

  private static String reason(Map.Entry<ReplicaId, Refusal> refused) {
    Refusal refusal = refused.getValue();
    return refused.getKey() + " (" + refusal.rule() + ": " + refusal.reason() + ")";
  }
}
