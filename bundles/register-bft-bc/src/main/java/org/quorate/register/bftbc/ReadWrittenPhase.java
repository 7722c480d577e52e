package org.quorate.register.bftbc;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.quorum.ReplyTally;
import org.quorate.register.bftbc.BftBcReply.ReadReply;

/**
 * The newest version that a quorum shows, and a write certificate for it: some replica's, or made
 * from equal attestations, or from writing it back. Phase 1 of a strong write (BFT-BC, strong
 * protocol).
 */
record ReadWrittenPhase(Completion then, ReplyTally<ReadReply> answers, Attestations attestations)
    implements Phase {

  static ReadWrittenPhase before(Completion then) {
    return new ReadWrittenPhase(then, ReplyTally.empty(), Attestations.of(Statement.Kind.WRITTEN));
  }

  @Override
  public @Nullable WriterJournal journal() {
    return then.journal();
  }

  @Override
  public Ask<BftBcRequest> ask(Nonce nonce) {
    return new Ask<>(then.writing().everybody(), new BftBcRequest.ReadWritten(nonce));
  }

  @Override
  public Next read(ReadReply reply, Origin origin) {
    if (counted().contains(origin.replica())) {
      return Next.stay(this);
    }
    Attestations attested =
        reply.writeCertificate() != null
            ? attestations
            : attestations.with(
                then.setting(), origin.replica(), reply.version(), origin.attestation());
    ReadWrittenPhase now =
        new ReadWrittenPhase(then, answers.with(origin.replica(), reply), attested);
    return now.next().noticing(attested.noticedSince(attestations));
  }

  private Next next() {
    if (!answers.isQuorum(quorums(), QuorumRole.READ)) {
      return Next.stay(this);
    }
    ReadReply newest = ReadPhase.newest(answers);
    Certificate certificate = certificate(newest.version());
    return certificate != null
        ? then.completed(
            newest.prepared(), newest.value(), new WrittenVersion(newest.version(), certificate))
        : Next.enter(WritePhase.of(newest.prepared(), newest.value(), then));
  }

  private @Nullable Certificate certificate(Version version) {
    return answers.all().stream()
        .filter(answer -> answer.version().equals(version))
        .map(ReadReply::writeCertificate)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(attestations.certificate(version));
  }

  private QuorumSystem quorums() {
    return then.setting().quorums();
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
    return "waiting for a quorum's answers to READ-WRITTEN, has those of " + counted();
  }

  @Override
  public Next refused(String reasons) {
    return then.refused(reasons);
  }
}
