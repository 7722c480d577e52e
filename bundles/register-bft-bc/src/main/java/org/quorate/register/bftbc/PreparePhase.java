package org.quorate.register.bftbc;

import java.util.List;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.Misbehaviour;
import org.quorate.api.quorum.ReplyTally;
import org.quorate.register.bftbc.BftBcReply.ConflictReply;
import org.quorate.register.bftbc.BftBcReply.PrepareReply;

/**
 * PREPARE (BFT-BC, base protocol).
 *
 * @param conflicts entries of this client that its journal does not know
 */
record PreparePhase(
    Writing writing,
    Preparation preparation,
    ClientSignature signature,
    Attestations attestations,
    ReplyTally<PrepareEntry> conflicts)
    implements Phase {

  @Override
  public WriterJournal journal() {
    return writing.preparing(preparation);
  }

  @Override
  public Ask<BftBcRequest> ask(Nonce nonce) {
    return new Ask<>(writing.everybody(), new BftBcRequest.Prepare(nonce, preparation, signature));
  }

  @Override
  public Next prepare(PrepareReply reply, Origin origin) {
    Attestations now =
        attestations.with(
            writing.setting(), origin.replica(), preparation.version(), origin.attestation());
    Certificate certificate = now.certificate(preparation.version());
    Next next =
        certificate == null
            ? Next.stay(new PreparePhase(writing, preparation, signature, now, conflicts))
            : Next.enter(
                writing.write(new PreparedVersion(preparation.version(), certificate, null)));
    return next.noticing(now.noticedSince(attestations));
  }

  /**
   * A liar can show any entry that ever was, so a CONFLICT changes nothing: unless the entry, which
   * this client signed, can only be of a write that its journal has lost, and a correct replica is
   * among those that say so.
   */
  @Override
  public Next conflict(ConflictReply reply, Origin origin) {
    PrepareEntry entry = reply.entry();
    WrittenVersion last = preparation.written();
    if (!entry.ts().client().equals(writing.setting().self())
        || entry.version().equals(preparation.version())
        || (last != null && entry.ts().isAtMost(last.ts()))) {
      return Next.stay(this)
          .noticing(List.of(new Misbehaviour(origin.replica(), "made up a CONFLICT")));
    }
    ReplyTally<PrepareEntry> now = conflicts.with(origin.replica(), entry);
    int correctOneAmong = writing.setting().quorums().faults() + 1;
    return now.replicas().size() >= correctOneAmong
        ? Next.enter(ReadWrittenPhase.before(LostJournal.of(writing, preparation, now.all())))
        : Next.stay(new PreparePhase(writing, preparation, signature, attestations, now));
  }

  @Override
  public ReplicaSet counted() {
    return attestations.replicas(preparation.version());
  }

  @Override
  public String progress() {
    return "waiting for a quorum to prepare "
        + preparation.version()
        + "; so far "
        + counted()
        + (conflicts.all().isEmpty()
            ? ""
            : "; an unknown entry of this client at " + conflicts.replicas());
  }

  @Override
  public Next refused(String reasons) {
    return EndPhase.failed("PREPARE was refused by " + reasons, null);
  }
}
