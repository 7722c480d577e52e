package org.quorate.register.abd;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.Guarantee;
import org.quorate.api.register.Guarantee.FaultModel;
import org.quorate.api.register.Guarantee.RoundTrips;
import org.quorate.api.register.Guarantee.Semantics;
import org.quorate.api.register.Invariant;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.register.Requirements;
import org.quorate.api.register.Requirements.Certificates;
import org.quorate.api.register.StateView;

/** Multi-writer ABD. */
final class AbdProtocol implements RegisterProtocol<AbdState, AbdRequest, AbdReply, AbdJournal> {

  @Override
  public String name() {
    return "abd";
  }

  @Override
  public Requirements requirements() {
    return new Requirements(QuorumKind.REGULAR, Certificates.NONE);
  }

  @Override
  public Guarantee guarantee() {
    return new Guarantee(
        FaultModel.CRASH,
        Semantics.ATOMIC,
        0,
        0,
        new RoundTrips(1, 2, 2, 2),
        "Attiya, Bar-Noy and Dolev 1995; Lynch and Shvartsman 1997, section 3");
  }

  @Override
  public Set<Invariant> invariants() {
    return Set.of(Invariant.I4_VERSIONS_NEVER_FALL);
  }

  @Override
  public StateView<AbdState> view() {
    return new StateView<>() {
      @Override
      public Timestamp timestamp(AbdState state) {
        return state.ts();
      }
    };
  }

  @Override
  public Types<AbdState, AbdRequest, AbdReply, AbdJournal> types() {
    return new Types<>(AbdState.class, AbdRequest.class, AbdReply.class, AbdJournal.class);
  }

  @Override
  public ReplicaMachine<AbdState, AbdRequest, AbdReply> replica(
      ReplicaId self, QuorumSystem quorums) {
    return new AbdReplica();
  }

  @Override
  public ClientOperation<AbdRequest, AbdReply, AbdJournal> read(
      ClientSetting<AbdJournal> setting, Nonce nonce) {
    return new AbdRead(AbdRound.toRead(setting.quorums(), nonce));
  }

  @Override
  public ClientOperation<AbdRequest, AbdReply, AbdJournal> write(
      ClientSetting<AbdJournal> setting, Nonce nonce, Value value) {
    if (!value.isPresent()) {
      throw new IllegalArgumentException("a write has a value");
    }
    AbdJournal journal = setting.journal();
    return new AbdWrite(
        AbdRound.toRead(setting.quorums(), nonce),
        setting.self(),
        value,
        journal == null ? Timestamp.GENESIS : journal.last());
  }

  @Override
  public @Nullable ClientOperation<AbdRequest, AbdReply, AbdJournal> resume(
      ClientSetting<AbdJournal> setting, Nonce nonce) {
    AbdJournal journal = setting.journal();
    Value pending = journal == null ? null : journal.pending();
    return journal == null || pending == null
        ? null
        : AbdStore.writing(setting.quorums(), nonce, journal.last(), pending);
  }
}
