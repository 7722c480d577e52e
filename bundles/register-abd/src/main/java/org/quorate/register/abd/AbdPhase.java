package org.quorate.register.abd;

import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Refusal;
import org.quorate.api.model.ReplicaId;
import org.quorate.register.abd.AbdReply.StoredReply;
import org.quorate.register.abd.AbdReply.TimestampReply;
import org.quorate.register.abd.AbdReply.ValueReply;

/** One question of an operation; the answers to it lead to the next one, or to the end. */
interface AbdPhase
    extends ClientOperation<AbdRequest, AbdReply, AbdJournal>,
        AbdReply.Cases<ReplicaId, ClientStep<AbdRequest, AbdReply, AbdJournal>> {

  AbdRound<?> round();

  /** The same phase after a refusal. */
  AbdPhase refused(ReplicaId replica, Refusal refusal);

  /** Asks the question. */
  ClientStep<AbdRequest, AbdReply, AbdJournal> begin();

  @Override
  default ClientStep<AbdRequest, AbdReply, AbdJournal> step(Input<AbdReply> input) {
    if (input instanceof Input.Started<AbdReply>) {
      return begin();
    }
    if (input instanceof Input.Answered<AbdReply> answered) {
      AbdReply reply = answered.reply().message();
      return reply.nonce().equals(round().nonce())
          ? reply.dispatch(this, answered.from())
          : ClientStep.to(this);
    }
    if (input instanceof Input.Refused<AbdReply> refused
        && refused.nonce().equals(round().nonce())) {
      AbdPhase next = refused(refused.from(), refused.refusal());
      ClientStep<AbdRequest, AbdReply, AbdJournal> step = ClientStep.to(next);
      return next.round().isHopeless() ? step.failing(next.round().reasons()) : step;
    }
    return ClientStep.to(this);
  }

  @Override
  default ClientStep<AbdRequest, AbdReply, AbdJournal> timestamp(
      TimestampReply reply, ReplicaId from) {
    return ClientStep.to(this);
  }

  @Override
  default ClientStep<AbdRequest, AbdReply, AbdJournal> value(ValueReply reply, ReplicaId from) {
    return ClientStep.to(this);
  }

  @Override
  default ClientStep<AbdRequest, AbdReply, AbdJournal> stored(StoredReply reply, ReplicaId from) {
    return ClientStep.to(this);
  }
}
