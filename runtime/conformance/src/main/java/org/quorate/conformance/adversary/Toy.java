package org.quorate.conformance.adversary;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.quorum.ReplyTally;
import org.quorate.api.register.Guarantee;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.register.Requirements;

/**
 * A protocol small enough to see through: reserve a timestamp for a hash, at most one a client,
 * then put the value there. It believes every answer, so it shows what liars do to the trusting.
 */
public final class Toy implements RegisterProtocol<Toy.State, Toy.Question, Toy.Answer, Toy.Note> {
  /** Nothing is journalled. */
  public record Note() {}

  /** What a replica holds, and the one version that it lets somebody put. */
  public record State(Version version, Value value, @Nullable Version reserved) {}

  public sealed interface Question extends Request {}

  public record Reserve(Nonce nonce, Version version) implements Question {}

  public record Put(Nonce nonce, Version version, Value value) implements Question {}

  public record Query(Nonce nonce) implements Question {}

  public sealed interface Answer extends Reply {}

  public record Done(Nonce nonce) implements Answer {}

  public record Held(Nonce nonce, Version version, Value value) implements Answer {}

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public Requirements requirements() {
    return new Requirements(QuorumKind.DISSEMINATION, Requirements.Certificates.ANY);
  }

  @Override
  public Guarantee guarantee() {
    return new Guarantee(
        Guarantee.FaultModel.CRASH,
        Guarantee.Semantics.SAFE,
        0,
        0,
        new Guarantee.RoundTrips(1, 1, 2, 2),
        "none");
  }

  @Override
  public Types<State, Question, Answer, Note> types() {
    return new Types<>(State.class, Question.class, Answer.class, Note.class);
  }

  @Override
  public ReplicaMachine<State, Question, Answer> replica(ReplicaId self, QuorumSystem quorums) {
    return new Replica();
  }

  @Override
  public ClientOperation<Question, Answer, Note> read(ClientSetting<Note> setting, Nonce nonce) {
    return new Operation(setting.quorums(), new Query(nonce), null, ReplyTally.empty());
  }

  @Override
  public ClientOperation<Question, Answer, Note> write(
      ClientSetting<Note> setting, Nonce nonce, Value value) {
    Version version = new Version(Timestamp.GENESIS.successor(setting.self()), value.hash());
    return new Operation(setting.quorums(), new Reserve(nonce, version), value, ReplyTally.empty());
  }

  @Override
  public @Nullable ClientOperation<Question, Answer, Note> resume(
      ClientSetting<Note> setting, Nonce nonce) {
    return null;
  }

  public static final class Replica implements ReplicaMachine<State, Question, Answer> {
    @Override
    public State initial(Key key) {
      return new State(Version.GENESIS, Value.ABSENT, null);
    }

    @Override
    public Step<State, Answer> step(State state, Arrival<Question> arrival) {
      Question request = arrival.request().message();
      ClientId sender = arrival.sender();
      if (request instanceof Query) {
        return Step.reply(state, new Held(request.nonce(), state.version(), state.value()));
      }
      if (!arrival.access().mayWrite(sender, arrival.scope().key())) {
        return Step.refuse(state, "rights", sender + " may not write");
      }
      if (request instanceof Reserve reserve) {
        Version reserved = state.reserved();
        return reserved == null || reserved.equals(reserve.version())
            ? Step.attest(
                new State(state.version(), state.value(), reserve.version()),
                new Done(request.nonce()),
                Statement.prepared(arrival.scope(), reserve.version()))
            : Step.refuse(state, "reserved", "for " + reserved);
      }
      Put put = (Put) request;
      if (!put.value().hash().equals(put.version().hash())) {
        return Step.refuse(state, "hash", "another value");
      }
      return Step.attest(
          put.version().isAfter(state.version())
              ? new State(put.version(), put.value(), state.reserved())
              : state,
          new Done(request.nonce()),
          Statement.written(arrival.scope(), put.version()));
    }
  }

  /** Asks one thing of all, and goes on when a quorum answered. */
  public record Operation(
      QuorumSystem quorums, Question request, @Nullable Value value, ReplyTally<Answer> answers)
      implements ClientOperation<Question, Answer, Note> {
    @Override
    public ClientStep<Question, Answer, Note> step(Input<Answer> input) {
      if (input instanceof Input.Started<Answer>) {
        return ClientStep.<Question, Answer, Note>to(this)
            .asking(new Ask<>(ReplicaSet.firstOf(quorums.replicas()), request));
      }
      if (!(input instanceof Input.Answered<Answer> answered)
          || !answered.reply().message().nonce().equals(request.nonce())) {
        return ClientStep.to(this);
      }
      Operation next =
          new Operation(
              quorums, request, value, answers.with(answered.from(), answered.reply().message()));
      return next.answers.isQuorum(quorums, QuorumRole.WRITE)
          ? next.complete()
          : ClientStep.to(next);
    }

    private ClientStep<Question, Answer, Note> complete() {
      if (request instanceof Reserve reserve && value != null) {
        Put put = new Put(reserve.nonce().next(), reserve.version(), value);
        return new Operation(quorums, put, value, ReplyTally.empty()).step(new Input.Started<>());
      }
      if (request instanceof Put put) {
        return ClientStep.<Question, Answer, Note>to(this).returning(put.version(), put.value());
      }
      Held newest =
          answers.all().stream()
              .filter(Held.class::isInstance)
              .map(Held.class::cast)
              .max(Comparator.comparing(held -> held.version().ts()))
              .orElseThrow();
      return ClientStep.<Question, Answer, Note>to(this)
          .returning(newest.version(), newest.value());
    }

    @Override
    public String progress() {
      return "toys with " + request;
    }
  }
}
