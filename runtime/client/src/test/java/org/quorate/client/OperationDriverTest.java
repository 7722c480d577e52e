package org.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Verified;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.Misbehaviour;
import org.quorate.client.AnswerVerifier.Checked;
import org.quorate.client.LoopEvent.Begin;
import org.quorate.client.LoopEvent.Kind;
import org.quorate.client.LoopEvent.Maker;
import org.quorate.client.Toy.Answer;
import org.quorate.client.Toy.Ask;
import org.quorate.client.Toy.Memory;
import org.quorate.client.Toy.Scripted;
import org.quorate.client.Toy.Yes;
import org.quorate.host.parts.PartUnavailableException;

class OperationDriverTest {
  private static final Key KEY = new Key("k");
  private static final ReplicaId REPLICA = new ReplicaId(1);
  private static final Bytes PAYLOAD = Bytes.utf8("payload");
  private static final Memory CRASHED = new Memory("crashed");

  private final List<Bytes> sent = new ArrayList<>();
  private final List<String> begun = new ArrayList<>();
  private final List<Nonce> nonces = new ArrayList<>();
  private boolean providerIsThere = true;

  private final ClientParts<Ask, Answer, Memory> parts =
      new Toy(Map.of(CRASHED, new Scripted(this::finishes))).parts(claims -> List.of());
  private final Journal<Memory> journal =
      new Journal<>(new Toy.Store(), parts.journalCodec(), Memory.class);
  private final Outbox outbox = new Outbox(Map.of(REPLICA, new Toy.Wire(sent)));
  private final Completions<Ask, Answer, Memory> completions = new Completions<>();
  private final OperationDriver<Ask, Answer, Memory> driver =
      new OperationDriver<>(
          parts,
          journal,
          outbox,
          new DeferredSigner(Toy.ALICE, this::sign),
          completions,
          this::newOperationId);

  private Bytes newOperationId() {
    byte[] id = new byte[Nonce.OPERATION_BYTES];
    id[0] = (byte) nonces.size();
    nonces.add(Nonce.first(Bytes.wrap(id)));
    return Bytes.wrap(id);
  }

  private Bytes sign(Bytes payload) {
    if (!providerIsThere) {
      throw new PartUnavailableException("no bundle offers the signature scheme");
    }
    return Bytes.utf8("signature");
  }

  private Begin<Ask, Answer, Memory> begin(Kind kind, Maker<Ask, Answer, Memory> maker) {
    Begin<Ask, Answer, Memory> begin = new Begin<>(kind, KEY, maker, Long.MAX_VALUE);
    completions.expect(begin);
    driver.begin(begin);
    return begin;
  }

  private Maker<Ask, Answer, Memory> asking(String name) {
    return (nonce, known) -> {
      begun.add(name);
      return Toy.asking(nonce, REPLICA);
    };
  }

  private ClientStep<Ask, Answer, Memory> finishes(Scripted self, Input<Answer> input) {
    begun.add("what a crash has left");
    return ClientStep.<Ask, Answer, Memory>to(self)
        .journalling(new Memory("finished"))
        .returning(Version.GENESIS, Value.ABSENT);
  }

  private Checked<Answer> answer(int operation) {
    Nonce nonce = nonces.get(operation);
    Verified.Verdict<Answer> verdict =
        Verified.check(new Yes(nonce), parts.scope(KEY), claims -> List.of());
    return new Checked<>(REPLICA, nonce, verdict, null);
  }

  /** The frames that left with this turn. */
  private int endOfTurn() throws IOException {
    sent.clear();
    journal.commit();
    outbox.send();
    completions.deliver();
    return sent.size();
  }

  @Test
  void aWriteBeginsWhenTheOneBeforeHasEnded() throws IOException {
    Begin<Ask, Answer, Memory> first = begin(Kind.WRITE, asking("first"));
    Begin<Ask, Answer, Memory> second = begin(Kind.WRITE, asking("second"));
    begin(Kind.READ, asking("read"));
    assertThat(begun).containsExactly("first", "read");
    assertThat(endOfTurn()).isEqualTo(2);

    driver.answered(answer(0));
    assertThat(begun).containsExactly("first", "read", "second");
    assertThat(endOfTurn()).isEqualTo(1);
    assertThat(first.result).isCompleted();
    assertThat(second.result).isNotDone();
  }

  @Test
  void whatHasNotBeenAnsweredIsAskedAgainOverANewLink() throws IOException {
    begin(Kind.READ, asking("read"));
    endOfTurn();
    driver.linkUp(new ReplicaId(2));
    assertThat(endOfTurn()).isZero();
    driver.linkUp(REPLICA);
    assertThat(endOfTurn()).isEqualTo(1);

    driver.answered(answer(0));
    driver.linkUp(REPLICA);
    assertThat(endOfTurn()).isZero();
  }

  @Test
  void whatHasNotBeenAnsweredIsAskedAgainInTime() throws IOException {
    begin(Kind.READ, asking("read"));
    endOfTurn();
    long wakeAtNanos = driver.wakeAtNanos();
    driver.stepTimers(wakeAtNanos - 1);
    assertThat(endOfTurn()).isZero();
    driver.stepTimers(wakeAtNanos);
    assertThat(endOfTurn()).isEqualTo(1);
    assertThat(driver.wakeAtNanos()).isGreaterThan(wakeAtNanos);
  }

  @Test
  void aReadIsGivenUpAndAWriteThatHasBegunGoesOn() throws IOException {
    Begin<Ask, Answer, Memory> read = begin(Kind.READ, asking("read"));
    Begin<Ask, Answer, Memory> write = begin(Kind.WRITE, asking("write"));
    Begin<Ask, Answer, Memory> waiting = begin(Kind.WRITE, asking("waiting"));
    endOfTurn();

    assertThat(driver.abandon(read)).contains("no answer from {r1}");
    assertThat(driver.abandon(write)).contains("no answer from {r1}");
    assertThat(driver.abandon(waiting)).contains("an earlier write");
    assertThat(driver.isInFlight(nonces.get(0).operation(), KEY)).isFalse();
    assertThat(driver.isInFlight(nonces.get(1).operation(), KEY)).isTrue();
    driver.answered(answer(1));
    assertThat(begun).containsExactly("read", "write");
  }

  @Test
  void anAttackIsGivenUpForTheWriteAfterIt() {
    Begin<Ask, Answer, Memory> attack = begin(Kind.ATTACK, asking("attack"));
    begin(Kind.WRITE, asking("write"));
    driver.abandon(attack);
    assertThat(begun).containsExactly("attack", "write");
  }

  @Test
  void aFaultOfTheProtocolCostsOneOperation() throws IOException {
    Begin<Ask, Answer, Memory> made =
        begin(
            Kind.WRITE,
            (nonce, known) -> {
              throw new IllegalStateException("in the making");
            });
    Begin<Ask, Answer, Memory> stepped =
        begin(
            Kind.WRITE,
            (nonce, known) ->
                new Scripted(
                    (self, input) -> {
                      throw new IllegalStateException("on an input");
                    }));
    begin(Kind.WRITE, asking("next"));
    assertThat(begun).containsExactly("next");
    endOfTurn();
    assertThatThrownBy(made.result::join)
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("the protocol failed on this operation")
        .hasMessageContaining("in the making");
    assertThatThrownBy(stepped.result::join).hasMessageContaining("on an input");
  }

  @Test
  void aFaultOfTheProtocolOnTheJournalCostsTheWritesOfOneRegister() throws IOException {
    journal.put(KEY, Toy.STRANGE);
    Begin<Ask, Answer, Memory> write = begin(Kind.WRITE, asking("write"));
    begin(Kind.READ, asking("read"));
    assertThat(begun).containsExactly("read");
    endOfTurn();
    assertThatThrownBy(write.result::join)
        .hasMessageContaining("the protocol failed on this operation")
        .hasMessageContaining("on what is remembered");
  }

  @Test
  void whatACrashHasLeftComesBeforeAWrite() throws IOException {
    journal.put(KEY, CRASHED);
    begin(Kind.READ, asking("read"));
    begin(Kind.WRITE, asking("write"));
    assertThat(begun).containsExactly("read", "what a crash has left", "write");
  }

  @Test
  void aSignatureComesBeforeAnyOtherInputAndNoneIsLost() throws IOException {
    List<Input<Answer>> inputs = new ArrayList<>();
    providerIsThere = false;
    begin(
        Kind.WRITE,
        (nonce, known) ->
            new Scripted(
                (self, input) -> {
                  inputs.add(input);
                  return input instanceof Input.Started
                      ? Toy.ask(self, nonce, REPLICA).signing(PAYLOAD).settingTimer(0)
                      : ClientStep.to(self);
                }));
    driver.answered(answer(0));
    long timerIsDue = System.nanoTime();
    driver.stepTimers(timerIsDue);
    driver.stepUnsigned();
    assertThat(inputs).containsExactly(new Input.Started<>());
    endOfTurn();

    providerIsThere = true;
    driver.stepUnsigned();
    driver.stepTimers(timerIsDue);
    assertThat(inputs)
        .containsExactly(
            new Input.Started<>(),
            new Input.Signed<>(Bytes.utf8("signature")),
            new Input.TimerFired<>());
    driver.linkUp(REPLICA);
    assertThat(endOfTurn()).as("asked again for its answer").isPositive();
    driver.answered(answer(0));
    assertThat(inputs).hasSize(4);
  }

  @Test
  void aFalseAnswerIsNotedAndNeverReachesTheOperation() throws IOException {
    Begin<Ask, Answer, Memory> read = begin(Kind.READ, asking("read"));
    driver.answered(
        new Checked<>(
            new ReplicaId(2), nonces.get(0), new Verified.Verdict<>(null, "it lies"), null));
    driver.answered(answer(0));
    endOfTurn();
    assertThat(read.result.join().noticed())
        .containsExactly(new Misbehaviour(new ReplicaId(2), "it lies"));
  }
}
