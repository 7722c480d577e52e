package org.quorate.register.bftbc;

import java.util.Comparator;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.ReplyTally;
import org.quorate.register.bftbc.BftBcReply.ReadTsReply;

/** READ-TS, phase 1 of a base write (BFT-BC, base protocol). */
record ReadTsPhase(Writing writing, ReplyTally<PreparedVersion> answers) implements Phase {

  @Override
  public WriterJournal journal() {
    return writing.started();
  }

  @Override
  public Ask<BftBcRequest> ask(Nonce nonce) {
    return new Ask<>(writing.everybody(), new BftBcRequest.ReadTs(nonce));
  }

  @Override
  public Next readTs(ReadTsReply reply, Origin origin) {
    ReplyTally<PreparedVersion> now = answers.with(origin.replica(), reply.prepared());
    return now.isQuorum(writing.setting().quorums(), QuorumRole.READ)
        ? writing.prepareAfter(newest(now), writing.last())
        : Next.stay(new ReadTsPhase(writing, now));
  }

  static PreparedVersion newest(ReplyTally<PreparedVersion> answers) {
    return answers.all().stream().max(Comparator.comparing(PreparedVersion::ts)).orElseThrow();
  }

  @Override
  public QuorumRole role() {
    return QuorumRole.READ;
  }

  @Override
  public ReplicaSet counted() {
    return answers.replicas();
  }

  @Override
  public String progress() {
    return "waiting for a quorum's answers to READ-TS, has those of " + counted();
  }

  @Override
  public Next refused(String reasons) {
    return writing.refusedBeforePrepare(reasons);
  }
}
