package org.quorate.register.bftbc;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Outcome;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.Misbehaviour;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.register.bftbc.BftBcReply.ConflictReply;
import org.quorate.register.bftbc.BftBcReply.PrepareReply;
import org.quorate.register.bftbc.BftBcReply.ReadReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsPrepReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsReply;
import org.quorate.register.bftbc.BftBcReply.WriteReply;

/**
 * A stage of a client's operation: what is done on entering it, and where each answer leads.
 * Immutable. An operation is a sequence of phases, see {@link BftBcOperation}; the modes differ in
 * which ones.
 */
interface Phase extends BftBcReply.Cases<Phase.Origin, Phase.Next> {

  /** Who sent a reply, and the unverified attestation beside it. */
  record Origin(ReplicaId replica, @Nullable Attestation attestation) {}

  /**
   * Where an input leads.
   *
   * @param entered whether {@code phase} begins now
   */
  record Next(
      Phase phase, boolean entered, List<Misbehaviour> noticed, @Nullable Integer timerMillis) {

    static Next stay(Phase phase) {
      return new Next(phase, false, List.of(), null);
    }

    static Next enter(Phase phase) {
      return new Next(phase, true, List.of(), null);
    }

    Next noticing(List<Misbehaviour> found) {
      return new Next(phase, entered, found, timerMillis);
    }

    Next settingTimer(int millis) {
      return new Next(phase, entered, noticed, millis);
    }
  }

  /** What becomes durable on entering; null for no change. */
  default @Nullable WriterJournal journal() {
    return null;
  }

  /** What is asked on entering, if anything. */
  default @Nullable Ask<BftBcRequest> ask(Nonce nonce) {
    return null;
  }

  /** What is signed on entering, if anything. */
  default @Nullable Bytes toSign() {
    return null;
  }

  default Outcome outcome() {
    return Outcome.pending();
  }

  /** The quorum that this phase waits for. */
  default QuorumRole role() {
    return QuorumRole.WRITE;
  }

  /** Whose answer counts already, whatever else they say. */
  default ReplicaSet counted() {
    return ReplicaSet.EMPTY;
  }

  /** For people: what this phase waits for. */
  String progress();

  /** So many replicas refused that there is no quorum without them: a correct one is among them. */
  default Next refused(String reasons) {
    return Next.stay(this);
  }

  default Next signed(Bytes signature) {
    return Next.stay(this);
  }

  default Next timerFired() {
    return Next.stay(this);
  }

  @Override
  default Next readTs(ReadTsReply reply, Origin origin) {
    return unasked(origin);
  }

  @Override
  default Next readTsPrep(ReadTsPrepReply reply, Origin origin) {
    return unasked(origin);
  }

  @Override
  default Next prepare(PrepareReply reply, Origin origin) {
    return unasked(origin);
  }

  @Override
  default Next conflict(ConflictReply reply, Origin origin) {
    return unasked(origin);
  }

  @Override
  default Next write(WriteReply reply, Origin origin) {
    return unasked(origin);
  }

  @Override
  default Next read(ReadReply reply, Origin origin) {
    return unasked(origin);
  }

  private Next unasked(Origin origin) {
    return Next.stay(this)
        .noticing(List.of(new Misbehaviour(origin.replica(), "answered what was not asked")));
  }
}
