package org.quorate.register.bftbc;

import java.util.Comparator;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.quorum.ReplyTally;
import org.quorate.register.bftbc.BftBcReply.ReadReply;

/** READ (BFT-BC, base protocol): the newest version that a quorum shows. */
record ReadPhase(QuorumSystem quorums, ReplyTally<ReadReply> answers) implements Phase {

  @Override
  public Ask<BftBcRequest> ask(Nonce nonce) {
    return new Ask<>(ReplicaSet.firstOf(quorums.replicas()), new BftBcRequest.Read(nonce));
  }

  @Override
  public Next read(ReadReply reply, Origin origin) {
    ReplyTally<ReadReply> now = answers.with(origin.replica(), reply);
    if (!now.isQuorum(quorums, QuorumRole.READ)) {
      return Next.stay(new ReadPhase(quorums, now));
    }
    ReadReply newest = newest(now);
    ReplicaSet holders = now.replicasWhere(answer -> answer.version().equals(newest.version()));
    boolean heldByQuorum = quorums.isQuorum(QuorumRole.WRITE, holders); // exit (a)
    boolean shownWritten = // exit (b)
        holders.stream().map(now::of).anyMatch(a -> a != null && a.writeCertificate() != null);
    return heldByQuorum || shownWritten
        ? EndPhase.returned(newest.version(), newest.value(), null)
        : Next.enter(new WriteBackPhase(quorums, newest.prepared(), newest.value(), holders));
  }

  static ReadReply newest(ReplyTally<ReadReply> answers) {
    return answers.all().stream().max(Comparator.comparing(a -> a.version().ts())).orElseThrow();
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
    return "waiting for a quorum's answers to READ, has those of " + counted();
  }

  @Override
  public Next refused(String reasons) {
    return EndPhase.failed("the read was refused by " + reasons, null);
  }
}
