package org.quorate.register.bftbc;

import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Value;
import org.quorate.register.bftbc.BftBcReply.WriteReply;

/** WRITE (BFT-BC, base protocol), until there is a write certificate. */
record WritePhase(PreparedVersion prepared, Value value, Completion then, Attestations attestations)
    implements Phase {

  static WritePhase of(PreparedVersion prepared, Value value, Completion then) {
    return new WritePhase(prepared, value, then, Attestations.of(Statement.Kind.WRITTEN));
  }

  @Override
  public @Nullable WriterJournal journal() {
    return then.journal();
  }

  @Override
  public Ask<BftBcRequest> ask(Nonce nonce) {
    return new Ask<>(then.writing().everybody(), new BftBcRequest.Write(nonce, prepared, value));
  }

  @Override
  public Next write(WriteReply reply, Origin origin) {
    Attestations now =
        attestations.with(
            then.setting(), origin.replica(), prepared.version(), origin.attestation());
    Certificate certificate = now.certificate(prepared.version());
    Next next =
        certificate == null
            ? Next.stay(new WritePhase(prepared, value, then, now))
            : then.completed(prepared, value, new WrittenVersion(prepared.version(), certificate));
    return next.noticing(now.noticedSince(attestations));
  }

  @Override
  public ReplicaSet counted() {
    return attestations.replicas(prepared.version());
  }

  @Override
  public String progress() {
    return "waiting for a quorum to hold " + prepared.version() + "; so far " + counted();
  }

  @Override
  public Next refused(String reasons) {
    return then.refused(reasons);
  }
}
