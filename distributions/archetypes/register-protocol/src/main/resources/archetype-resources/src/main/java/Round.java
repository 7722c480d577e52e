package ${package};

import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Refusal;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.quorum.ReplyTally;

/** One question to all replicas, and what has come of it. A value, as every operation is. */
record Round(
    QuorumSystem quorums,
    Phase phase,
    Nonce nonce,
    ReplyTally<Answer> answers,
    ReplyTally<Refusal> refusals)
    implements ClientOperation<Question, Answer, Intent> {

  Round(QuorumSystem quorums, Phase phase, Nonce nonce) {
    this(quorums, phase, nonce, ReplyTally.empty(), ReplyTally.empty());
  }

  /** Goes on with another question. */
  ClientStep<Question, Answer, Intent> then(Phase next) {
    return next.begin(quorums, nonce.next()).ask();
  }

  private ClientStep<Question, Answer, Intent> ask() {
    return ClientStep.<Question, Answer, Intent>to(this)
        .asking(new Ask<>(everybody(), phase.question(nonce)));
  }

  @Override
  public ClientStep<Question, Answer, Intent> step(Input<Answer> input) {
    if (input instanceof Input.Started<Answer>) {
      return ask();
    }
    if (input instanceof Input.Answered<Answer> answered
        && answered.reply().message().nonce().equals(nonce)) {
      ReplyTally<Answer> more = answers.with(answered.from(), answered.reply().message());
      Round after = new Round(quorums, phase, nonce, more, refusals);
      return more.isQuorum(quorums, phase.role()) ? phase.after(after) : ClientStep.to(after);
    }
    if (input instanceof Input.Refused<Answer> refused && refused.nonce().equals(nonce)) {
      ReplyTally<Refusal> more = refusals.with(refused.from(), refused.refusal());
      ReplicaSet left = everybody().minus(more.replicas().minus(answers.replicas()));
      ClientStep<Question, Answer, Intent> step =
          ClientStep.to(new Round(quorums, phase, nonce, answers, more));
      return quorums.isQuorum(phase.role(), left) ? step : step.failing("refused: " + more);
    }
    return ClientStep.to(this);
  }

  private ReplicaSet everybody() {
    return ReplicaSet.firstOf(quorums.replicas());
  }

  @Override
  public String progress() {
    return phase + ": " + answers.replicas() + " of " + quorums + " answered";
  }
}
