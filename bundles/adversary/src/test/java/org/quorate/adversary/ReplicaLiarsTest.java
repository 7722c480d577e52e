package org.quorate.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Access;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.Claim;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Step;
import org.quorate.api.machine.Verified;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.recovery.ShareLabel;
import org.quorate.conformance.adversary.Toy;
import org.quorate.conformance.adversary.Toy.Answer;
import org.quorate.conformance.adversary.Toy.Done;
import org.quorate.conformance.adversary.Toy.Held;
import org.quorate.conformance.adversary.Toy.Put;
import org.quorate.conformance.adversary.Toy.Query;
import org.quorate.conformance.adversary.Toy.Question;
import org.quorate.conformance.adversary.Toy.Reserve;
import org.quorate.conformance.adversary.Toy.State;

/** Each liar stepped by hand, over a replica of the toy protocol. */
class ReplicaLiarsTest {
  private static final Scope SCOPE =
      new Scope(Bytes.utf8("0123456789abcdef"), Epoch.FIRST, new Key("k"));
  private static final ClientId ALICE = client("alice");
  private static final Value OLD = Value.of(Bytes.utf8("old"));
  private static final Value NEW = Value.of(Bytes.utf8("new"));
  private static final Version FIRST = new Version(Timestamp.GENESIS.successor(ALICE), OLD.hash());
  private static final Version SECOND = new Version(FIRST.ts().successor(ALICE), NEW.hash());
  private static final int MANY = 300;

  private record Rights(boolean mayWrite) implements Access {
    @Override
    public boolean isRevoked(ClientId client) {
      return false;
    }

    @Override
    public boolean mayRead(ClientId client, Key key) {
      return true;
    }

    @Override
    public boolean mayWrite(ClientId client, Key key) {
      return mayWrite;
    }
  }

  /** A liar at work. */
  private static final class Bench {
    private final ReplicaMachine<State, Question, Answer> liar;
    private State state;
    private Access access = new Rights(true);

    Bench(ReplicaAdversary adversary, long seed) {
      liar = adversary.corrupt(new Toy.Replica(), seed);
      state = liar.initial(SCOPE.key());
    }

    Step<State, Answer> ask(ClientId sender, Question question) {
      Step<State, Answer> step =
          liar.step(state, new Arrival<>(SCOPE, sender, verified(question), access));
      state = step.next();
      return step;
    }

    @Nullable Answer reply(ClientId sender, Question question) {
      return ask(sender, question).reply();
    }

    void put(Version version, Value value) {
      assertThat(reply(ALICE, new Put(nonce(9), version, value))).isEqualTo(new Done(nonce(9)));
    }
  }

  private static ClientId client(String name) {
    return ClientId.of(name, Bytes.utf8(name));
  }

  private static Nonce nonce(int number) {
    return Nonce.first(Bytes.wrap(ByteBuffer.allocate(16).putInt(number).array()));
  }

  private static Verified<Question> verified(Question question) {
    Verified<Question> verified =
        Verified.check(
                question, SCOPE, claims -> claims.stream().map(ReplicaLiarsTest::holds).toList())
            .verified();
    if (verified == null) {
      throw new AssertionError("the toy makes no claims");
    }
    return verified;
  }

  private static @Nullable String holds(Claim claim) {
    return null;
  }

  private static Held held(int nonce, Version version, Value value) {
    return new Held(nonce(nonce), version, value);
  }

  @Test
  void silentSaysNothing() {
    assertThat(new Silent().isSilent()).isTrue();
    assertThat(new Stale().isSilent()).isFalse();
  }

  @Test
  void staleAnswersFromTheInitialStateAndGoesOnHonestly() {
    Bench bench = new Bench(new Stale(), 2);
    bench.put(FIRST, OLD);
    assertThat(bench.reply(ALICE, new Query(nonce(1))))
        .isEqualTo(held(1, Version.GENESIS, Value.ABSENT));
    assertThat(bench.state.version()).isEqualTo(FIRST);
  }

  @Test
  void staleAnswersFromAnOlderState() {
    Bench bench = new Bench(new Stale(), 3);
    bench.put(FIRST, OLD);
    for (int i = 0; i < MANY; i++) {
      bench.reply(ALICE, new Query(nonce(i)));
    }
    bench.put(SECOND, NEW);
    assertThat(bench.reply(ALICE, new Query(nonce(1)))).isEqualTo(held(1, FIRST, OLD));
  }

  @Test
  void twoFacedShowsOldToSomeAndNewToOthers() {
    Bench bench = new Bench(new TwoFaced(), 4);
    bench.put(FIRST, OLD);
    Set<Answer> answers = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      ClientId client = client("client-" + i);
      Answer answer = bench.reply(client, new Query(nonce(1)));
      answers.add(answer);
      assertThat(bench.reply(client, new Query(nonce(1)))).isEqualTo(answer);
    }
    assertThat(answers)
        .containsExactlyInAnyOrder(held(1, Version.GENESIS, Value.ABSENT), held(1, FIRST, OLD));
  }

  @Test
  void twinsShareNothingButTheirName() {
    Bench bench = new Bench(new Twin(), 5);
    bench.put(FIRST, OLD);
    Set<Answer> answers = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      answers.add(bench.reply(client("client-" + i), new Query(nonce(1))));
    }
    assertThat(answers)
        .containsExactlyInAnyOrder(held(1, Version.GENESIS, Value.ABSENT), held(1, FIRST, OLD));
  }

  @Test
  void forgedChangesOneFieldOfEveryAnswerAndEachOfThem() {
    Bench bench = new Bench(new Forged(), 6);
    bench.put(FIRST, OLD);
    Set<Held> answers = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      Answer answer = bench.reply(ALICE, new Query(nonce(i)));
      assertThat(answer).isNotEqualTo(held(i, FIRST, OLD));
      assertThat(Objects.requireNonNull(answer).nonce()).isEqualTo(nonce(i));
      answers.add((Held) answer);
    }
    someHas(answers, held -> !held.value().equals(OLD));
    someHas(answers, held -> !held.version().hash().equals(FIRST.hash()));
    someHas(answers, held -> held.version().ts().counter() == 1L << 62);
    someHas(answers, held -> !held.version().ts().client().equals(ALICE));
  }

  private static void someHas(Set<Held> answers, Predicate<Held> property) {
    assertThat(answers.stream().anyMatch(property)).isTrue();
  }

  @Test
  void rollbackGoesOnFromAnOlderCopyNowAndThen() {
    Bench bench = new Bench(new Rollback(), 8);
    bench.put(FIRST, OLD);
    for (int i = 0; i < MANY; i++) {
      bench.reply(ALICE, new Query(nonce(i)));
    }
    bench.put(SECOND, NEW);
    for (int i = 0; i < MANY && bench.state.version().equals(SECOND); i++) {
      bench.reply(ALICE, new Query(nonce(i)));
    }
    assertThat(bench.state.version()).isIn(Version.GENESIS, FIRST);
  }

  @Test
  void nomadAnswersAtOneReplicaWhatItSawAtAnother() {
    ReplicaAdversary.Journey<State, Question, Answer> journey = new Nomad().journey(9);
    State full = new State(SECOND, NEW, null);
    ReplicaMachine<State, Question, Answer> there =
        journey.take(new ReplicaId(1), new Toy.Replica());
    ReplicaMachine<State, Question, Answer> here =
        journey.take(new ReplicaId(2), new Toy.Replica());
    there.step(new State(FIRST, OLD, null), query(0));
    Set<Answer> answers = new HashSet<>();
    Set<State> left = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      Step<State, Answer> step = here.step(full, query(1 + i % 20));
      answers.add(step.reply());
      left.add(step.next());
    }
    assertThat(left).containsExactlyInAnyOrder(full, new State(FIRST, OLD, null));
    assertThat(answers).anyMatch(answer -> ((Held) answer).version().equals(FIRST));
    assertThat(answers).anyMatch(answer -> ((Held) answer).version().equals(SECOND));
  }

  private static Arrival<Question> query(int number) {
    return new Arrival<>(SCOPE, ALICE, verified(new Query(nonce(number))), new Rights(true));
  }

  @Test
  void forgetfulAcknowledgesAndStoresNothing() {
    Bench bench = new Bench(new Forgetful(), 7);
    bench.put(FIRST, OLD);
    assertThat(bench.state.version()).isEqualTo(Version.GENESIS);
  }

  @Test
  void permissiveAttestsASecondReservationAndForThoseWithoutRights() {
    Bench bench = new Bench(new Permissive(), 8);
    bench.access = new Rights(false);
    bench.reply(ALICE, new Reserve(nonce(1), FIRST));
    Step<State, Answer> second = bench.ask(ALICE, new Reserve(nonce(2), SECOND));
    assertThat(second.attest()).isEqualTo(Statement.prepared(SCOPE, SECOND));
    assertThat(bench.state.reserved()).isEqualTo(FIRST);
    assertThat(bench.ask(ALICE, new Put(nonce(3), FIRST, NEW)).refusal())
        .as("it cannot be brought to hold another value, which nobody would count")
        .isNotNull();
  }

  @Test
  void echoRepeatsItselfUnderTheNewNonce() {
    Bench bench = new Bench(new Echo(), 9);
    bench.put(FIRST, OLD);
    Set<Answer> answers = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      answers.add(bench.reply(ALICE, new Query(nonce(i))));
    }
    assertThat(answers).allMatch(answer -> !answer.nonce().equals(nonce(9)) || answers.size() > 9);
    assertThat(answers).hasAtLeastOneElementOfType(Done.class);
    assertThat(answers).hasAtLeastOneElementOfType(Held.class);
  }

  @Test
  void parrotGivesAnswersOfThePastAndNeverTheOneThatIsDue() {
    Bench bench = new Bench(new Parrot(), 11);
    bench.put(FIRST, OLD);
    Set<Answer> answers = new HashSet<>();
    for (int i = 10; i < MANY; i++) {
      Answer answer = Objects.requireNonNull(bench.reply(ALICE, new Query(nonce(i))));
      assertThat(answer.nonce()).isNotEqualTo(nonce(i));
      answers.add(answer);
    }
    assertThat(answers).contains(new Done(nonce(9)), held(10, FIRST, OLD));
  }

  @Test
  void otherEpochDoesAsItShouldAndAttestsForAnother() {
    Bench bench = new Bench(new OtherEpoch(), 12);
    Step<State, Answer> step = bench.ask(ALICE, new Put(nonce(1), FIRST, OLD));
    assertThat(step.reply()).isEqualTo(new Done(nonce(1)));
    assertThat(step.attest()).isEqualTo(Statement.written(SCOPE, FIRST).in(new Epoch(2)));
    assertThat(bench.reply(ALICE, new Query(nonce(2)))).isEqualTo(held(2, FIRST, OLD));
  }

  @Test
  void wrongSharesAreWrongInEveryWayItKnows() {
    Attestor honest =
        statements ->
            statements.stream()
                .map(statement -> new Attestation(ShareLabel.INITIAL, statement.encoded()))
                .toList();
    Attestor liar = new WrongShares().corrupt(honest, 10);
    Set<Integer> lengths = new HashSet<>();
    Set<ShareLabel> labels = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      Scope scope = new Scope(SCOPE.cluster(), SCOPE.epoch(), new Key("key-%03d".formatted(i)));
      Statement statement = Statement.written(scope, FIRST);
      Attestation wrong = liar.attestAll(List.of(statement)).get(0);
      assertThat(wrong).isNotEqualTo(honest.attestAll(List.of(statement)).get(0));
      assertThat(liar.attestAll(List.of(statement))).containsExactly(wrong);
      lengths.add(wrong.proof().length());
      labels.add(wrong.label());
    }
    assertThat(lengths).hasSize(2);
    assertThat(labels).contains(ShareLabel.INITIAL, new ShareLabel(1, 1));
  }

  @Test
  void everyLiarHasANameOfItsOwnAndSaysWhichRowItIs() {
    Set<String> names = new HashSet<>();
    AdversaryActivator.REPLICAS.forEach(
        liar -> {
          assertThat(names.add(liar.name())).as(liar.name()).isTrue();
          assertThat(liar.description()).matches("[A-Z][0-9]+[:,].*\\..*");
        });
    AdversaryActivator.CLIENTS.forEach(
        liar -> {
          assertThat(names.add(liar.name())).as(liar.name()).isTrue();
          assertThat(liar.description()).matches("[A-Z][0-9]+[:,].*\\..*");
        });
  }
}
