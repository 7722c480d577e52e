package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcReply.PrepareReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsPrepReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsReply;
import org.quorate.register.bftbc.BftBcRequest.ReadTsPrep;
import org.quorate.register.bftbc.BftBcRequest.Write;

/** READ-TS-PREP, one replica at a time. */
final class OptimisticRulesTest {
  private static final PreparedVersion GENESIS = PreparedVersion.GENESIS;

  private final Bench bench = new Bench(Mode.OPTIMISED);
  private final Party alice = bench.client("alice");
  private final Party bob = bench.client("bob");

  private Answer ask(Nonce nonce, String value, @Nullable WrittenVersion written) {
    return bench.send(1, alice, new ReadTsPrep(nonce, Bench.value(value).hash(), written));
  }

  private void assertGranted(Answer answer, Version version) {
    assertThat(answer.as(ReadTsPrepReply.class).ts()).isEqualTo(version.ts());
    assertThat(answer.attestation())
        .isEqualTo(bench.attest(1, Statement.prepared(Bench.SCOPE, version)));
    assertThat(bench.state(1).optimisticList().get(alice.id()).version()).isEqualTo(version);
  }

  private static void assertNotGranted(Answer answer) {
    assertThat(answer.reply()).as(answer.toString()).isInstanceOf(ReadTsReply.class);
    assertThat(answer.attestation()).isNull();
  }

  private Write install(Party author, long counter, String value) {
    Write write =
        bench.write(
            new Version(new Timestamp(counter, author.id(), Path.BASE), Bench.value(value).hash()),
            value);
    bench.send(1, author, write);
    return write;
  }

  @Test
  void readTsPrep_grantsTheOptimisticSuccessorOfWhatItHolds() {
    Write write = install(bob, 4, "x");
    Answer answer = ask(bench.nonce(), "v1", null);
    assertGranted(answer, Bench.nextOptimistic(write.prepared(), alice, "v1"));
    assertThat(answer.as(ReadTsPrepReply.class).prepared()).isEqualTo(write.prepared());
  }

  /** E6: a client's channel is the only proof that it asked. */
  @Test
  void readTsPrep_isGrantedToItsSenderOnly() {
    bench.send(1, bob, new ReadTsPrep(bench.nonce(), Bench.value("v1").hash(), null));
    assertThat(bench.state(1).optimisticList()).containsOnlyKeys(bob.id());
  }

  @Test
  void readTsPrep_refusesASenderWithoutTheRight() {
    bench.mayNotWrite.add(alice.id());
    assertThat(ask(bench.nonce(), "v1", null).rule()).isEqualTo("READ-TS-PREP");
    assertThat(bench.state(1)).isEqualTo(ReplicaState.GENESIS);
  }

  /** E6. */
  @Test
  void readTsPrep_answersANonceOnceAnsweredTheSame() {
    Nonce nonce = bench.nonce();
    Version granted = Bench.nextOptimistic(GENESIS, alice, "v1");
    assertGranted(ask(nonce, "v1", null), granted);
    install(bob, 4, "x");
    assertGranted(ask(nonce, "v1", null), granted);
    WrittenVersion later =
        bench.written(new Version(new Timestamp(6, bob.id(), Path.BASE), Bench.value("y").hash()));
    assertGranted(ask(nonce, "v1", later), granted);
    assertNotGranted(ask(nonce, "v2", null));
    assertThat(bench.state(1).optimisticList().get(alice.id()).version()).isEqualTo(granted);
  }

  @Test
  void readTsPrep_answersTheSameHashAtTheSameTimestampAgain() {
    Version granted = Bench.nextOptimistic(GENESIS, alice, "v1");
    assertGranted(ask(bench.nonce(), "v1", null), granted);
    assertGranted(ask(bench.nonce(), "v1", null), granted);
  }

  @Test
  void p2_readTsPrepShowsWhatCompleted() {
    Write write = install(alice, 1, "v1");
    WrittenVersion written = bench.written(write.prepared().version());
    ask(bench.nonce(), "v2", written);
    assertThat(bench.state(1).writeTs()).isEqualTo(written.ts());
    assertThat(bench.state(1).current().writeCertificate()).isEqualTo(written.certificate());
  }

  @Test
  void p3_oneOptimisticPrepareAtATime() {
    Version granted = Bench.nextOptimistic(GENESIS, alice, "v1");
    assertGranted(ask(bench.nonce(), "v1", null), granted);
    assertNotGranted(ask(bench.nonce(), "v2", null));
    install(bob, 4, "x");
    assertNotGranted(ask(bench.nonce(), "v1", null));
    assertThat(bench.state(1).optimisticList().get(alice.id()).version()).isEqualTo(granted);
  }

  @Test
  void p3_aClosedOptimisticEntryIsFollowedByALaterOneOnly() {
    Version first = Bench.nextOptimistic(GENESIS, alice, "v1");
    assertGranted(ask(bench.nonce(), "v1", null), first);
    WrittenVersion w1 = bench.written(first);
    assertNotGranted(ask(bench.nonce(), "v2", w1)); // this replica lags, and predicts the same
    Write write = new Write(bench.nonce(), bench.prepared(first), Bench.value("v1"));
    bench.send(1, alice, write);
    assertGranted(
        ask(bench.nonce(), "v2", w1), Bench.nextOptimistic(write.prepared(), alice, "v2"));
  }

  /** O1: a stale optimistic entry never stands in the way of a base prepare, nor the reverse. */
  @Test
  void p3_theTwoListsAreApart() {
    ask(bench.nonce(), "v1", null);
    Answer base = bench.send(1, alice, bench.prepare(alice, GENESIS, "v2", null));
    assertThat(base.reply()).isInstanceOf(PrepareReply.class);

    Answer other = bench.send(1, bob, bench.prepare(bob, GENESIS, "v3", null));
    assertThat(other.reply()).isInstanceOf(PrepareReply.class);
    Answer optimistic =
        bench.send(1, bob, new ReadTsPrep(bench.nonce(), Bench.value("v4").hash(), null));
    assertThat(optimistic.reply()).isInstanceOf(ReadTsPrepReply.class);
  }

  @Test
  void p4_grantsAlsoWhenALaterWriteHasCompleted() {
    WrittenVersion w7 =
        bench.written(new Version(new Timestamp(7, bob.id(), Path.BASE), Bench.value("x").hash()));
    assertGranted(ask(bench.nonce(), "v1", w7), Bench.nextOptimistic(GENESIS, alice, "v1"));
  }

  @Test
  void readTsPrep_grantsNothingAtTheLastCounter() {
    install(bob, Timestamp.COUNTER_MAX, "x");
    assertNotGranted(ask(bench.nonce(), "v1", null));
  }

  /** E7, I6. */
  @Test
  void consent_anOptimisticVersionNeedsItsAuthorsSignature() {
    Version version = Bench.nextOptimistic(GENESIS, alice, "v1");
    PreparedVersion good = bench.prepared(version);
    assertThatThrownBy(() -> new PreparedVersion(version, good.certificate(), null))
        .isInstanceOf(IllegalArgumentException.class);
    for (ClientSignature forged :
        new ClientSignature[] {
          bench.sign(bob, PreparedVersion.payload(Bench.SCOPE, version)),
          bench.consent(Bench.nextOptimistic(GENESIS, alice, "v2")),
          bench.consent(new Version(new Timestamp(2, alice.id(), Path.OPTIMISTIC), version.hash())),
        }) {
      PreparedVersion bad = new PreparedVersion(version, good.certificate(), forged);
      Answer answer = bench.send(1, bob, new Write(bench.nonce(), bad, Bench.value("v1")));
      assertThat(answer.rule()).isEqualTo("invalid");
      assertThat(bench.send(1, bob, bench.prepare(bob, bad, "x", null)).rule())
          .isEqualTo("invalid");
    }
    assertThat(bench.state(1)).isEqualTo(ReplicaState.GENESIS);
    assertThat(bench.send(1, bob, new Write(bench.nonce(), good, Bench.value("v1"))).refusal())
        .isNull();
    assertThat(bench.state(1).current().prepared()).isEqualTo(good);
  }

  @Test
  void consent_isOfOptimisticVersionsOnly() {
    Version version = Bench.next(GENESIS, alice, "v1");
    assertThatThrownBy(
            () ->
                new PreparedVersion(
                    version, bench.prepared(version).certificate(), bench.consent(version)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
