package org.quorate.register.bftbc;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Value;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.quorum.ReplyTally;
import org.quorate.api.register.Guarantee;
import org.quorate.api.register.Invariant;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.register.Requirements;
import org.quorate.api.register.Requirements.Certificates;
import org.quorate.api.register.StateView;

/** BFT-BC in one of its modes. */
record BftBcProtocol(String name, Mode mode, Certificates certificates)
    implements RegisterProtocol<ReplicaState, BftBcRequest, BftBcReply, WriterJournal> {

  static final BftBcProtocol BASE = new BftBcProtocol("bft-bc-base", Mode.BASE, Certificates.ANY);
  static final BftBcProtocol OPTIMISED =
      new BftBcProtocol("bft-bc", Mode.OPTIMISED, Certificates.ANY);
  static final BftBcProtocol STRONG =
      new BftBcProtocol("bft-bc-strong", Mode.STRONG, Certificates.ANY);

  /** Alchieri, Bessani, Pereira and Fraga, "Proactive Byzantine Quorum Systems", OTM 2009. */
  static final BftBcProtocol PROACTIVE =
      new BftBcProtocol("pbft-bc", Mode.OPTIMISED, Certificates.SURVIVING_KEY_ROTATION);

  @Override
  public Requirements requirements() {
    return new Requirements(QuorumKind.DISSEMINATION, certificates);
  }

  @Override
  public Guarantee guarantee() {
    return mode.guarantee();
  }

  @Override
  public Set<Invariant> invariants() {
    Set<Invariant> all = EnumSet.allOf(Invariant.class);
    if (mode != Mode.STRONG) {
      all.remove(Invariant.I3_ONE_AHEAD);
    }
    return all;
  }

  @Override
  public StateView<ReplicaState> view() {
    return new ReplicaView();
  }

  @Override
  public Types<ReplicaState, BftBcRequest, BftBcReply, WriterJournal> types() {
    return new Types<>(
        ReplicaState.class, BftBcRequest.class, BftBcReply.class, WriterJournal.class);
  }

  @Override
  public ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> replica(
      ReplicaId self, QuorumSystem quorums) {
    return new BftBcReplica(mode);
  }

  @Override
  public ClientOperation<BftBcRequest, BftBcReply, WriterJournal> read(
      ClientSetting<WriterJournal> setting, Nonce nonce) {
    QuorumSystem quorums = setting.quorums();
    return BftBcOperation.startingWith(new ReadPhase(quorums, ReplyTally.empty()), quorums, nonce);
  }

  @Override
  public ClientOperation<BftBcRequest, BftBcReply, WriterJournal> write(
      ClientSetting<WriterJournal> setting, Nonce nonce, Value value) {
    if (!value.isPresent()) {
      throw new IllegalArgumentException("a write has a value");
    }
    if (pending(setting) != null) {
      throw new IllegalArgumentException("the pending write must be resumed before another one");
    }
    return BftBcOperation.startingWith(
        Writing.of(setting, mode, value).start(), setting.quorums(), nonce);
  }

  @Override
  public @Nullable ClientOperation<BftBcRequest, BftBcReply, WriterJournal> resume(
      ClientSetting<WriterJournal> setting, Nonce nonce) {
    WriterJournal.Pending pending = pending(setting);
    return pending == null
        ? null
        : BftBcOperation.startingWith(
            Writing.of(setting, mode, pending.value()).resume(pending), setting.quorums(), nonce);
  }

  private static WriterJournal.@Nullable Pending pending(ClientSetting<WriterJournal> setting) {
    WriterJournal journal = setting.journal();
    return journal == null ? null : journal.pending();
  }
}
