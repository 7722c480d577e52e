package org.quorate.register.bftbc;

import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Value;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.conformance.protocol.ForwardingProtocol;

/** The protocol, but for an alteration. */
final class AlteredProtocol
    extends ForwardingProtocol<ReplicaState, BftBcRequest, BftBcReply, WriterJournal> {
  private final Alteration alteration;

  AlteredProtocol(BftBcProtocol proper, Alteration alteration) {
    super(proper);
    this.alteration = alteration;
  }

  @Override
  public ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> replica(
      ReplicaId self, QuorumSystem quorums) {
    return alteration.replica(self, super.replica(self, quorums));
  }

  @Override
  public ClientOperation<BftBcRequest, BftBcReply, WriterJournal> read(
      ClientSetting<WriterJournal> setting, Nonce nonce) {
    return alteration.read(setting.quorums(), nonce, super.read(setting, nonce));
  }

  @Override
  public ClientOperation<BftBcRequest, BftBcReply, WriterJournal> write(
      ClientSetting<WriterJournal> setting, Nonce nonce, Value value) {
    WriterJournal journal = setting.journal();
    return journal != null && journal.pending() != null
        ? new Stranded()
        : alteration.write(super.write(setting, nonce, value));
  }

  @Override
  public @Nullable ClientOperation<BftBcRequest, BftBcReply, WriterJournal> resume(
      ClientSetting<WriterJournal> setting, Nonce nonce) {
    ClientOperation<BftBcRequest, BftBcReply, WriterJournal> proper =
        super.resume(
            new ClientSetting<>(
                setting.scope(),
                setting.self(),
                setting.publicKey(),
                setting.quorums(),
                setting.certifier(),
                alteration.journal(setting.journal())),
            nonce);
    return proper == null ? null : alteration.write(proper);
  }

  /** A write by a client that could not finish the one before. */
  private record Stranded() implements ClientOperation<BftBcRequest, BftBcReply, WriterJournal> {
    @Override
    public ClientStep<BftBcRequest, BftBcReply, WriterJournal> step(Input<BftBcReply> input) {
      return ClientStep.<BftBcRequest, BftBcReply, WriterJournal>to(this)
          .failing("the write before could not be finished");
    }

    @Override
    public String progress() {
      return "cannot begin";
    }
  }
}
