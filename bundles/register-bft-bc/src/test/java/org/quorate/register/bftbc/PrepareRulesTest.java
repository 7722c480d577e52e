package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcReply.ConflictReply;
import org.quorate.register.bftbc.BftBcReply.PrepareReply;
import org.quorate.register.bftbc.BftBcReply.ReadReply;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.Read;
import org.quorate.register.bftbc.BftBcRequest.Write;

/** P1 to P5, one replica at a time. */
final class PrepareRulesTest {
  private static final PreparedVersion GENESIS = PreparedVersion.GENESIS;

  private final Bench bench = new Bench(Mode.BASE);
  private final Party alice = bench.client("alice");
  private final Party bob = bench.client("bob");

  private void assertRefused(String rule, Party sender, BftBcRequest request) {
    ReplicaState before = bench.state(1);
    Answer answer = bench.send(1, sender, request);
    assertThat(answer.rule()).as(answer.toString()).isEqualTo(rule);
    assertThat(answer.attestation()).isNull();
    assertThat(bench.state(1)).isSameAs(before);
  }

  private void assertPrepared(Prepare request) {
    Answer answer = bench.send(1, alice, request);
    assertThat(answer.reply()).as(answer.toString()).isInstanceOf(PrepareReply.class);
    assertThat(answer.attestation())
        .isEqualTo(
            bench.attest(1, Statement.prepared(Bench.SCOPE, request.preparation().version())));
  }

  private void assertConflict(Prepare request, Prepare earlier) {
    ReplicaState before = bench.state(1);
    Answer answer = bench.send(1, alice, request);
    assertThat(answer.as(ConflictReply.class).entry()).isEqualTo(earlier.entry());
    assertThat(answer.attestation()).isNull();
    assertThat(bench.state(1)).isSameAs(before);
  }

  @Test
  void p1_preparesTheSuccessor() {
    assertPrepared(bench.prepare(alice, GENESIS, "v1", null));
  }

  @Test
  void p1_refusesWhatIsNotTheSuccessor() {
    PreparedVersion at5 =
        bench.prepared(new Version(new Timestamp(5, bob.id(), Path.BASE), Bench.value("v").hash()));
    for (long counter : new long[] {1, 4, 5, 7, 1L << 40, Timestamp.COUNTER_MAX}) {
      Version version =
          new Version(new Timestamp(counter, alice.id(), Path.BASE), Bench.value("w").hash());
      assertRefused("P1", alice, bench.prepare(alice, new Preparation(at5, version, null)));
    }
  }

  @Test
  void p1_refusesAnOptimisticTimestamp() {
    Version version = Bench.nextOptimistic(GENESIS, alice, "v1");
    assertRefused("P1", alice, bench.prepare(alice, new Preparation(GENESIS, version, null)));
  }

  @Test
  void p1_refusesAnotherClientsTimestamp() {
    Version version = Bench.next(GENESIS, bob, "v1");
    assertRefused("invalid", alice, bench.prepare(alice, new Preparation(GENESIS, version, null)));
  }

  @Test
  void p1_acceptsASignedPrepareFromAnySender() {
    Prepare request = bench.prepare(alice, GENESIS, "v1", null);
    assertThat(bench.send(1, bob, request).reply()).isInstanceOf(PrepareReply.class);
  }

  @Test
  void p1_refusesARemovedSigner() {
    bench.revoked.add(alice.id());
    assertRefused("P1", bob, bench.prepare(alice, GENESIS, "v1", null));
  }

  @Test
  void p1_refusesASignerWithoutTheRight() {
    bench.mayNotWrite.add(alice.id());
    assertRefused("P1", alice, bench.prepare(alice, GENESIS, "v1", null));
  }

  @Test
  void p1_refusesASignatureOfAnotherEpoch() {
    Prepare request = bench.prepare(alice, GENESIS, "v1", null);
    ClientSignature signature = request.signature();
    Epoch later = new Epoch(2);
    ClientSignature relabelled =
        new ClientSignature(later, signature.publicKey(), signature.signature());
    assertRefused("invalid", alice, new Prepare(bench.nonce(), request.preparation(), relabelled));
    ClientSignature signedForLater =
        new ClientSignature(
            later,
            signature.publicKey(),
            bench
                .sign(alice, request.preparation().promise().payload(relabelled.scope(Bench.SCOPE)))
                .signature());
    assertRefused("P1", alice, new Prepare(bench.nonce(), request.preparation(), signedForLater));
  }

  @Test
  void p1_failsClosedAtTheLastCounter() {
    PreparedVersion last =
        bench.prepared(
            new Version(
                new Timestamp(Timestamp.COUNTER_MAX, bob.id(), Path.BASE),
                Bench.value("v").hash()));
    Version version =
        new Version(
            new Timestamp(Timestamp.COUNTER_MAX, alice.id(), Path.BASE), Bench.value("w").hash());
    Prepare request = bench.prepare(alice, new Preparation(last, version, null));
    assertRefused("P1", alice, request);
    assertThat(bench.send(1, alice, request).refusal().reason()).contains("at its limit");
  }

  @Test
  void p2_aWriteCertificateMovesWriteTs() {
    WrittenVersion w3 =
        bench.written(new Version(new Timestamp(3, bob.id(), Path.BASE), Bench.value("x").hash()));
    WrittenVersion w2 =
        bench.written(new Version(new Timestamp(2, bob.id(), Path.BASE), Bench.value("y").hash()));
    assertPrepared(bench.prepare(alice, GENESIS, "v1", w3));
    assertThat(bench.state(1).writeTs()).isEqualTo(w3.ts());
    bench.send(1, bob, bench.prepare(bob, GENESIS, "v2", w2));
    assertThat(bench.state(1).writeTs()).isEqualTo(w3.ts());
  }

  @Test
  void p2_keepsTheWriteCertificateOfTheVeryVersionItHolds() {
    Version v1 = Bench.next(GENESIS, alice, "v1");
    Write write = bench.write(v1, "v1");
    bench.send(1, alice, write);
    assertThat(bench.state(1).current().writeCertificate()).isNull();
    bench.send(1, bob, bench.prepare(bob, GENESIS, "v2", bench.written(Version.GENESIS)));
    assertThat(bench.state(1).current().writeCertificate()).isNull();

    WrittenVersion w1 = bench.written(v1);
    bench.send(1, alice, bench.prepare(alice, write.prepared(), "v3", w1));
    assertThat(bench.state(1).current().writeCertificate()).isEqualTo(w1.certificate());
    assertThat(bench.send(1, bob, new Read(bench.nonce())).as(ReadReply.class).written())
        .isEqualTo(w1);

    // Installing another version clears it.
    bench.send(1, alice, bench.write(Bench.next(write.prepared(), alice, "v3"), "v3"));
    assertThat(bench.state(1).current().writeCertificate()).isNull();
  }

  @Test
  void p3_refusesASecondPrepare() {
    Prepare first = bench.prepare(alice, GENESIS, "v1", null);
    assertPrepared(first);
    assertConflict(bench.prepare(alice, GENESIS, "v2", null), first);
    PreparedVersion later =
        bench.prepared(new Version(new Timestamp(5, bob.id(), Path.BASE), Bench.value("v").hash()));
    assertConflict(bench.prepare(alice, later, "v3", null), first);
  }

  @Test
  void p3_answersTheSamePrepareAgain() {
    Prepare first = bench.prepare(alice, GENESIS, "v1", null);
    assertPrepared(first);
    ReplicaState before = bench.state(1);
    assertPrepared(first);
    assertPrepared(bench.prepare(alice, GENESIS, "v1", null));
    assertThat(bench.state(1)).isSameAs(before);
  }

  @Test
  void p3_answersTheSamePrepareAgainOnceClosed() {
    Prepare first = bench.prepare(alice, GENESIS, "v1", null);
    assertPrepared(first);
    WrittenVersion w1 = bench.written(first.preparation().version());
    bench.send(1, bob, bench.prepare(bob, GENESIS, "x", w1));
    assertPrepared(first);
  }

  @Test
  void p3_letsALaterPrepareFollowAClosedOne() {
    Prepare first = bench.prepare(alice, GENESIS, "v1", null);
    assertPrepared(first);
    PreparedVersion p1 = bench.prepared(first.preparation().version());
    Prepare second = bench.prepare(alice, p1, "v2", bench.written(p1.version()));
    assertPrepared(second);
    assertThat(bench.state(1).prepareList()).containsEntry(alice.id(), second.entry());
  }

  /** E3, at one replica. */
  @Test
  void p3_refusesAnotherValueAtAClosedTimestamp() {
    Prepare first = bench.prepare(alice, GENESIS, "v1", null);
    assertPrepared(first);
    WrittenVersion w1 = bench.written(first.preparation().version());
    assertConflict(bench.prepare(alice, GENESIS, "v2", w1), first);
  }

  @Test
  void p3_refusesALowerTimestampThanAClosedOne() {
    PreparedVersion at5 =
        bench.prepared(new Version(new Timestamp(5, bob.id(), Path.BASE), Bench.value("v").hash()));
    Prepare first = bench.prepare(alice, at5, "v1", null);
    assertPrepared(first);
    WrittenVersion w = bench.written(first.preparation().version());
    assertConflict(bench.prepare(alice, GENESIS, "v2", w), first);
  }

  @Test
  void p3_keepsClientsApart() {
    assertPrepared(bench.prepare(alice, GENESIS, "v1", null));
    assertThat(bench.send(1, bob, bench.prepare(bob, GENESIS, "v2", null)).reply())
        .isInstanceOf(PrepareReply.class);
  }

  @Test
  void p4_preparesAlsoWhenALaterWriteHasCompleted() {
    WrittenVersion w7 =
        bench.written(new Version(new Timestamp(7, bob.id(), Path.BASE), Bench.value("x").hash()));
    Prepare late = bench.prepare(alice, GENESIS, "v1", w7);
    assertPrepared(late);
    assertThat(bench.state(1).prepareList()).containsEntry(alice.id(), late.entry());
    assertThat(late.entry().ts().isAtMost(bench.state(1).writeTs())).isTrue();
  }

  @Test
  void p5_theEntryIsPartOfTheStateThatThePromiseWaitsFor() {
    Prepare request = bench.prepare(alice, GENESIS, "v1", null);
    assertPrepared(request);
    PrepareEntry entry = bench.state(1).prepareList().get(alice.id());
    assertThat(entry).isEqualTo(request.entry());
    assertThat(bench.verifier.failures(List.of(entry.claim(Bench.SCOPE))))
        .containsExactly((String) null);
  }
}
