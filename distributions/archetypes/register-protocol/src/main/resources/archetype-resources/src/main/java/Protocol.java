package ${package};

import java.util.Set;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.Guarantee;
import org.quorate.api.register.Invariant;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.register.Requirements;
import org.quorate.api.register.StateView;

/** Atomic registers in spite of crashes: a query and a store, for reads as for writes. */
public final class Protocol implements RegisterProtocol<Content, Question, Answer, Intent> {
  @Override
  public String name() {
    return "${artifactId}";
  }

  @Override
  public Requirements requirements() {
    return new Requirements(QuorumKind.REGULAR, Requirements.Certificates.NONE);
  }

  @Override
  public Guarantee guarantee() {
    return new Guarantee(
        Guarantee.FaultModel.CRASH,
        Guarantee.Semantics.ATOMIC,
        0,
        0,
        new Guarantee.RoundTrips(2, 2, 2, 2),
        "Attiya, Bar-Noy and Dolev 1995; Lynch and Shvartsman 1997, section 3");
  }

  @Override
  public Set<Invariant> invariants() {
    return Set.of(Invariant.I4_VERSIONS_NEVER_FALL);
  }

  @Override
  public StateView<Content> view() {
    return new StateView<>() {
      @Override
      public Timestamp timestamp(Content held) {
        return held.ts();
      }
    };
  }

  @Override
  public Types<Content, Question, Answer, Intent> types() {
    return new Types<>(Content.class, Question.class, Answer.class, Intent.class);
  }

  @Override
  public ReplicaMachine<Content, Question, Answer> replica(ReplicaId self, QuorumSystem quorums) {
    return new Replica();
  }

  @Override
  public ClientOperation<Question, Answer, Intent> read(
      ClientSetting<Intent> setting, Nonce nonce) {
    return new Phase.Reading().begin(setting.quorums(), nonce);
  }

  @Override
  public ClientOperation<Question, Answer, Intent> write(
      ClientSetting<Intent> setting, Nonce nonce, Value value) {
    if (!value.isPresent()) {
      throw new IllegalArgumentException("a write has a value");
    }
    Intent before = setting.journal();
    Timestamp last = before == null ? Timestamp.GENESIS : before.ts();
    return new Phase.Stamping(setting.self(), value, last).begin(setting.quorums(), nonce);
  }

  /** Null, as the interface says, if nothing is pending. */
  @Override
  public ClientOperation<Question, Answer, Intent> resume(
      ClientSetting<Intent> setting, Nonce nonce) {
    Intent pending = setting.journal();
    return pending == null || !pending.value().isPresent()
        ? null
        : new Phase.Storing(pending.ts(), pending.value(), true)
            .begin(setting.quorums(), nonce);
  }
}
