package org.quorate.register.bftbc;

import org.quorate.api.certificate.Certificate;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.quorum.ReplyTally;
import org.quorate.register.bftbc.BftBcReply.ReadTsPrepReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsReply;

/**
 * READ-TS-PREP, phases 1 and 2 in one (BFT-BC, optimised protocol). Ends with a certificate for one
 * timestamp, or in the base protocol's PREPARE.
 */
record ReadTsPrepPhase(Writing writing, ReplyTally<PreparedVersion> answers, Attestations grants)
    implements Phase {
  /** How long to wait for more than a quorum's answers, before the base protocol is taken. */
  static final int PATIENCE_MILLIS = 20;

  @Override
  public WriterJournal journal() {
    return writing.started();
  }

  @Override
  public Ask<BftBcRequest> ask(Nonce nonce) {
    return new Ask<>(
        writing.everybody(), new BftBcRequest.ReadTsPrep(nonce, writing.hash(), writing.last()));
  }

  @Override
  public Next readTs(ReadTsReply reply, Origin origin) {
    return answered(origin, reply.prepared(), grants);
  }

  @Override
  public Next readTsPrep(ReadTsPrepReply reply, Origin origin) {
    Version granted = new Version(reply.ts(), writing.hash());
    return answered(
        origin,
        reply.prepared(),
        grants.with(writing.setting(), origin.replica(), granted, origin.attestation()));
  }

  private Next answered(Origin origin, PreparedVersion prepared, Attestations granted) {
    if (counted().contains(origin.replica())) {
      return Next.stay(this);
    }
    ReadTsPrepPhase now =
        new ReadTsPrepPhase(writing, answers.with(origin.replica(), prepared), granted);
    return now.next(!hasEnough()).noticing(granted.noticedSince(grants));
  }

  private Next next(boolean enoughForTheFirstTime) {
    for (Version version : grants.versions()) {
      Certificate certificate = grants.certificate(version);
      if (certificate != null) {
        return Next.enter(new SignConsentPhase(writing, version, certificate));
      }
    }
    if (!hasEnough()) {
      return Next.stay(this);
    }
    if (!isCertificateInReach()) {
      return fallBack();
    }
    return enoughForTheFirstTime ? Next.stay(this).settingTimer(PATIENCE_MILLIS) : Next.stay(this);
  }

  @Override
  public Next timerFired() {
    return hasEnough() ? fallBack() : Next.stay(this);
  }

  private Next fallBack() {
    return writing.prepareAfter(ReadTsPhase.newest(answers), writing.last());
  }

  private boolean hasEnough() {
    return answers.isQuorum(quorums(), QuorumRole.READ);
  }

  private boolean isCertificateInReach() {
    ReplicaSet silent = writing.everybody().minus(counted());
    for (Version version : grants.versions()) {
      if (quorums().isQuorum(QuorumRole.WRITE, silent.union(grants.replicas(version)))) {
        return true;
      }
    }
    return quorums().isQuorum(QuorumRole.WRITE, silent);
  }

  private QuorumSystem quorums() {
    return writing.setting().quorums();
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
    return "waiting for a quorum's answers to READ-TS-PREP, has those of " + counted();
  }

  @Override
  public Next refused(String reasons) {
    return writing.refusedBeforePrepare(reasons);
  }
}
