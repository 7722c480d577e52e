package org.quorate.conformance.lab;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
import org.quorate.api.register.Invariant;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.register.Requirements;
import org.quorate.api.register.StateView;

/**
 * A plain majority register for crash faults, small enough to be broken on purpose: query, then
 * store what is to be written, or what was read.
 */
public record ToyRegister(Set<Bug> bugs)
    implements RegisterProtocol<
        ToyRegister.Held, ToyRegister.Question, ToyRegister.Answer, ToyRegister.Journal> {

  /** Ways to break it. */
  public enum Bug {
    NO_WRITE_BACK,
    ONE_ANSWER_IS_ENOUGH,
    REPLICA_TAKES_OLDER,
    NEVER_RETURNS,
    /** A replica that counts its steps. */
    IMPURE
  }

  public static ToyRegister correct() {
    return new ToyRegister(EnumSet.noneOf(Bug.class));
  }

  public static ToyRegister with(Bug bug) {
    return new ToyRegister(EnumSet.of(bug));
  }

  /** What a replica holds. */
  public record Held(Version version, Value value) {
    static final Held GENESIS = new Held(Version.GENESIS, Value.ABSENT);
  }

  /** What a client asks. */
  public sealed interface Question extends Request {}

  public record Query(Nonce nonce) implements Question {}

  public record Store(Nonce nonce, Held held) implements Question {}

  /** What a replica answers. */
  public record Answer(Nonce nonce, Held held) implements Reply {}

  /** A write that may have begun to take effect. */
  public record Journal(Held pending, boolean done) {}

  @Override
  public String name() {
    return "toy";
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
        "a toy");
  }

  @Override
  public Set<Invariant> invariants() {
    return Set.of(Invariant.I4_VERSIONS_NEVER_FALL);
  }

  @Override
  public StateView<Held> view() {
    return new StateView<>() {
      @Override
      public Timestamp timestamp(Held state) {
        return state.version().ts();
      }
    };
  }

  @Override
  public Types<Held, Question, Answer, Journal> types() {
    return new Types<>(Held.class, Question.class, Answer.class, Journal.class);
  }

  @Override
  public ReplicaMachine<Held, Question, Answer> replica(ReplicaId self, QuorumSystem quorums) {
    boolean takesOlder = bugs.contains(Bug.REPLICA_TAKES_OLDER);
    boolean impure = bugs.contains(Bug.IMPURE);
    return new ReplicaMachine<>() {
      private int steps;

      @Override
      public Held initial(Key key) {
        return Held.GENESIS;
      }

      @Override
      public Step<Held, Answer> step(Held state, Arrival<Question> arrival) {
        Question question = arrival.request().message();
        boolean stores =
            question instanceof Store store
                && (takesOlder || store.held().version().isAfter(state.version()));
        if (impure && ++steps % 5 == 0) {
          return Step.refuse(state, "FIVE", "every fifth request");
        }
        Held next = stores ? ((Store) question).held() : state;
        return Step.reply(next, new Answer(question.nonce(), next));
      }
    };
  }

  @Override
  public ClientOperation<Question, Answer, Journal> read(
      ClientSetting<Journal> setting, Nonce nonce) {
    return new Querying(bugs, setting, nonce, null, ReplyTally.empty());
  }

  @Override
  public ClientOperation<Question, Answer, Journal> write(
      ClientSetting<Journal> setting, Nonce nonce, Value value) {
    return new Querying(bugs, setting, nonce, value, ReplyTally.empty());
  }

  @Override
  public @Nullable ClientOperation<Question, Answer, Journal> resume(
      ClientSetting<Journal> setting, Nonce nonce) {
    Journal journal = setting.journal();
    return journal == null || journal.done()
        ? null
        : new Storing(bugs, setting, nonce, journal.pending(), true, ReplyTally.empty());
  }

  private static Ask<Question> toAll(ClientSetting<Journal> setting, Question question) {
    return new Ask<>(ReplicaSet.firstOf(setting.quorums().replicas()), question);
  }

  private static boolean suffice(
      Set<Bug> bugs, ClientSetting<Journal> setting, ReplyTally<Answer> answers) {
    return bugs.contains(Bug.ONE_ANSWER_IS_ENOUGH)
        ? !answers.replicas().isEmpty()
        : answers.isQuorum(setting.quorums(), QuorumRole.READ);
  }

  private record Querying(
      Set<Bug> bugs,
      ClientSetting<Journal> setting,
      Nonce nonce,
      @Nullable Value value,
      ReplyTally<Answer> answers)
      implements ClientOperation<Question, Answer, Journal> {

    @Override
    public ClientStep<Question, Answer, Journal> step(Input<Answer> input) {
      if (input instanceof Input.Started<Answer>) {
        return ClientStep.<Question, Answer, Journal>to(this)
            .asking(toAll(setting, new Query(nonce)));
      }
      if (!(input instanceof Input.Answered<Answer> answered)
          || !answered.reply().message().nonce().equals(nonce)) {
        return ClientStep.to(this);
      }
      ReplyTally<Answer> more = answers.with(answered.from(), answered.reply().message());
      if (!suffice(bugs, setting, more)) {
        return ClientStep.to(new Querying(bugs, setting, nonce, value, more));
      }
      Held newest = Held.GENESIS;
      for (Answer answer : more.all()) {
        newest = answer.held().version().isAfter(newest.version()) ? answer.held() : newest;
      }
      if (value == null && bugs.contains(Bug.NO_WRITE_BACK)) {
        return ClientStep.<Question, Answer, Journal>to(this)
            .returning(newest.version(), newest.value());
      }
      Held stored = newest;
      if (value != null) {
        Timestamp ts = newest.version().ts().successor(setting.self());
        stored = new Held(new Version(ts, value.hash()), value);
      }
      Storing storing =
          new Storing(bugs, setting, nonce.next(), stored, value != null, ReplyTally.empty());
      ClientStep<Question, Answer, Journal> step = storing.asks();
      return value == null ? step : step.journalling(new Journal(stored, false));
    }

    @Override
    public String progress() {
      return "queried " + answers.replicas();
    }
  }

  private record Storing(
      Set<Bug> bugs,
      ClientSetting<Journal> setting,
      Nonce nonce,
      Held held,
      boolean writes,
      ReplyTally<Answer> answers)
      implements ClientOperation<Question, Answer, Journal> {

    ClientStep<Question, Answer, Journal> asks() {
      return ClientStep.<Question, Answer, Journal>to(this)
          .asking(toAll(setting, new Store(nonce, held)));
    }

    @Override
    public ClientStep<Question, Answer, Journal> step(Input<Answer> input) {
      if (input instanceof Input.Started<Answer>) {
        return asks();
      }
      if (!(input instanceof Input.Answered<Answer> answered)
          || !answered.reply().message().nonce().equals(nonce)
          || bugs.contains(Bug.NEVER_RETURNS)) {
        return ClientStep.to(this);
      }
      ReplyTally<Answer> more = answers.with(answered.from(), answered.reply().message());
      if (!suffice(bugs, setting, more)) {
        return ClientStep.to(new Storing(bugs, setting, nonce, held, writes, more));
      }
      ClientStep<Question, Answer, Journal> end =
          ClientStep.<Question, Answer, Journal>to(this).returning(held.version(), held.value());
      return writes ? end.journalling(new Journal(held, true)) : end;
    }

    @Override
    public String progress() {
      return "stored by " + answers.replicas();
    }
  }
}
