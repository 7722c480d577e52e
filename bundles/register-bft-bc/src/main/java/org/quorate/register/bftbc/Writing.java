package org.quorate.register.bftbc;

import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.ReplyTally;
import org.quorate.api.register.RegisterProtocol.ClientSetting;
import org.quorate.register.bftbc.Phase.Next;
import org.quorate.register.bftbc.WriterJournal.Pending;

/**
 * A write, whatever phase it is in, and the stages of its journal.
 *
 * @param hash of {@code value}
 * @param last W: this client's last write or a later one; null if it never wrote
 */
record Writing(
    ClientSetting<WriterJournal> setting,
    Mode mode,
    Value value,
    Bytes hash,
    @Nullable WrittenVersion last) {

  static final String EXHAUSTED =
      "the register's counter is at its limit: it can be read but never written again";

  static Writing of(ClientSetting<WriterJournal> setting, Mode mode, Value value) {
    WriterJournal journal = setting.journal();
    return new Writing(setting, mode, value, value.hash(), journal == null ? null : journal.last());
  }

  /** The first phase, when the write has left no trace that matters. */
  Phase start() {
    return switch (mode) {
      case BASE -> new ReadTsPhase(this, ReplyTally.empty());
      case OPTIMISED ->
          new ReadTsPrepPhase(this, ReplyTally.empty(), Attestations.of(Statement.Kind.PREPARED));
      case STRONG -> ReadWrittenPhase.before(new Completion.Foundation(this));
    };
  }

  /** The phase to go on with after a crash. */
  Phase resume(Pending pending) {
    if (pending.consented() != null) {
      return write(pending.consented());
    }
    return pending.preparation() == null
        ? start()
        : new SignPreparePhase(this, pending.preparation());
  }

  /** On to PREPARE at the successor of {@code predecessor}. */
  Next prepareAfter(PreparedVersion predecessor, @Nullable WrittenVersion written) {
    if (predecessor.ts().counter() == Timestamp.COUNTER_MAX) {
      return EndPhase.failed(EXHAUSTED, abandoned());
    }
    Version version = new Version(predecessor.ts().successor(setting.self()), hash);
    return Next.enter(new SignPreparePhase(this, new Preparation(predecessor, version, written)));
  }

  /** On to WRITE; the journal has a preparation already, unless this is an optimistic one. */
  Phase write(PreparedVersion prepared) {
    WriterJournal journal =
        prepared.consent() == null
            ? null
            : new WriterJournal(last, new Pending(value, null, prepared));
    return WritePhase.of(prepared, value, new Completion.Done(this, journal));
  }

  /** Nobody can install it yet, so it is as if it had not begun. */
  Next refusedBeforePrepare(String reasons) {
    return EndPhase.failed("the write was refused by " + reasons, abandoned());
  }

  Writing after(WrittenVersion written) {
    return new Writing(setting, mode, value, hash, written);
  }

  ClientSignature signature(Bytes signature) {
    return new ClientSignature(setting.scope().epoch(), setting.publicKey(), signature);
  }

  ReplicaSet everybody() {
    return ReplicaSet.firstOf(setting.quorums().replicas());
  }

  WriterJournal started() {
    return new WriterJournal(last, new Pending(value, null, null));
  }

  WriterJournal preparing(Preparation preparation) {
    return new WriterJournal(last, new Pending(value, preparation, null));
  }

  WriterJournal finished(WrittenVersion written) {
    return new WriterJournal(written, null);
  }

  WriterJournal abandoned() {
    return new WriterJournal(last, null);
  }
}
