package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcReply.ReadTsPrepReply;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.ReadTsPrep;
import org.quorate.register.bftbc.BftBcRequest.Write;

/**
 * Attacks by faulty clients, by hand. Replica 4 is their accomplice and signs what they like;
 * replicas 1 to 3 are correct.
 */
final class AttackTest {
  private static final PreparedVersion GENESIS = PreparedVersion.GENESIS;
  private static final int[] CORRECT = {1, 2, 3};

  private Bench bench = new Bench(Mode.BASE);

  private Party client(String name) {
    return bench.client(name);
  }

  /** What {@code prepare} yields with the accomplice's help; null if no certificate. */
  private @Nullable PreparedVersion tryPrepare(Prepare prepare, int... replicas) {
    Version version = prepare.preparation().version();
    Statement statement = Statement.prepared(Bench.SCOPE, version);
    List<Answer> answers = new ArrayList<>(bench.sendAll(client("accomplice"), prepare, replicas));
    answers.add(new Answer(4, null, bench.attest(4, statement), null));
    Certificate certificate = bench.combine(statement, answers);
    return certificate == null ? null : new PreparedVersion(version, certificate, null);
  }

  private PreparedVersion prepare(Party author, PreparedVersion on, String value) {
    return Objects.requireNonNull(tryPrepare(bench.prepare(author, on, value, null), CORRECT));
  }

  /** One replica in each list at most: what the optimised mode grants to {@code author} now. */
  private PreparedVersion prepareOptimistically(Party author, String value) {
    ReadTsPrep request = new ReadTsPrep(bench.nonce(), Bench.value(value).hash(), null);
    List<Answer> answers = bench.sendAll(author, request, CORRECT);
    Timestamp ts = answers.get(0).as(ReadTsPrepReply.class).ts();
    Version version = new Version(ts, Bench.value(value).hash());
    Certificate certificate =
        Objects.requireNonNull(bench.combine(Statement.prepared(Bench.SCOPE, version), answers));
    return new PreparedVersion(version, certificate, bench.consent(version));
  }

  private WrittenVersion write(PreparedVersion prepared, String value, int... replicas) {
    Statement statement = Statement.written(Bench.SCOPE, prepared.version());
    Write request = new Write(bench.nonce(), prepared, Bench.value(value));
    List<Answer> answers = new ArrayList<>(bench.sendAll(client("accomplice"), request, replicas));
    answers.add(new Answer(4, null, bench.attest(4, statement), null));
    return new WrittenVersion(
        prepared.version(), Objects.requireNonNull(bench.combine(statement, answers)));
  }

  private Value read() {
    return Drive.read(bench, BftBcProtocol.BASE, client("reader"))
        .finish(CORRECT)
        .returned()
        .value();
  }

  private Drive honestWrite(BftBcProtocol protocol, Drive before, String value) {
    Drive write =
        Drive.write(
            bench, protocol, client("alice"), before == null ? null : before.journal, value);
    write.finish(CORRECT).returned();
    return write;
  }

  @Test
  void e1_equivocationYieldsOneCertificateAtMost() {
    for (int split = 0; split < 8; split++) {
      bench = new Bench(Mode.BASE);
      Party mallory = client("mallory");
      Prepare one = bench.prepare(mallory, GENESIS, "v1", null);
      Prepare other = bench.prepare(mallory, GENESIS, "v2", null);
      for (int replica : CORRECT) {
        bench.send(replica, mallory, (split >> (replica - 1) & 1) == 0 ? one : other);
      }
      PreparedVersion first = tryPrepare(one, CORRECT);
      PreparedVersion second = tryPrepare(other, CORRECT);
      assertThat(first == null || second == null).as("split %d", split).isTrue();
    }
  }

  /** With f + 1 accomplices it must work, or this test would prove nothing. */
  @Test
  void e1_equivocationSucceedsWithMoreAccomplicesThanTolerated() {
    Party mallory = client("mallory");
    Prepare one = bench.prepare(mallory, GENESIS, "v1", null);
    Prepare other = bench.prepare(mallory, GENESIS, "v2", null);
    for (int replica : new int[] {1, 2}) {
      Prepare prepare = replica == 1 ? one : other;
      Statement statement = Statement.prepared(Bench.SCOPE, prepare.preparation().version());
      List<Answer> answers =
          List.of(
              bench.send(replica, mallory, prepare),
              new Answer(3, null, bench.attest(3, statement), null),
              new Answer(4, null, bench.attest(4, statement), null));
      assertThat(bench.combine(statement, answers)).isNotNull();
    }
  }

  /**
   * (t, v1) completes without replica 3; then (t, v2) is prepared through it, with the others shown
   * that (t, v1) is complete.
   */
  private @Nullable PreparedVersion secondValueAtACompletedTimestamp() {
    Party mallory = client("mallory");
    PreparedVersion v1 =
        Objects.requireNonNull(tryPrepare(bench.prepare(mallory, GENESIS, "v1", null), 1, 2));
    WrittenVersion w1 = write(v1, "v1", 1, 2);
    bench.sendAll(client("colluder"), bench.prepare(client("colluder"), GENESIS, "x", w1), CORRECT);
    return tryPrepare(bench.prepare(mallory, GENESIS, "v2", w1), CORRECT);
  }

  @Test
  void e3_noSecondCertificateForACompletedTimestamp() {
    assertThat(secondValueAtACompletedTimestamp()).isNull();
  }

  @Test
  void p3_forgettingClosedEntriesAllowsASecondValue() {
    bench =
        new Bench(
            Mutants.forgettingClosedEntries(BftBcProtocol.BASE)
                .replica(new ReplicaId(1), bench.quorums),
            4,
            1);
    assertThat(secondValueAtACompletedTimestamp()).isNotNull();
  }

  @Test
  void e3_slowWritersStillFinish() {
    Drive slow = Drive.write(bench, BftBcProtocol.BASE, client("slow"), null, "late");
    slow.exchange(CORRECT);
    Drive first = honestWrite(BftBcProtocol.BASE, null, "v1");
    honestWrite(BftBcProtocol.BASE, first, "v2");
    assertThat(slow.finish(CORRECT).returned().version().ts().counter()).isEqualTo(1);
    assertThat(read()).isEqualTo(Bench.value("v2"));
  }

  /** E5, P4, P5: made of too few, of one twice, of another version, register, kind. */
  @Test
  void p4p5_forgedCertificatesAreRefusedAndChangeNothing() {
    Party mallory = client("mallory");
    Version made = Bench.next(GENESIS, mallory, "v1");
    Version other = Bench.next(GENESIS, mallory, "v2");
    for (Certificate forged :
        List.of(
            bench.attestedBy(made, 1, 4),
            bench.attestedBy(made, 1, 1, 4),
            bench.attestedBy(other, 1, 2, 4),
            bench.written(made).certificate(),
            Certificate.GENESIS,
            new Certificate(Bench.SCOPE.epoch(), Bytes.utf8("forged")))) {
      PreparedVersion bad = new PreparedVersion(made, forged, null);
      assertThat(bench.send(1, mallory, new Write(bench.nonce(), bad, Bench.value("v1"))).rule())
          .isEqualTo("invalid");
      assertThat(bench.send(1, mallory, bench.prepare(mallory, bad, "v3", null)).rule())
          .isEqualTo("invalid");
    }
    for (Certificate forged :
        List.of(
            bench.prepared(made).certificate(),
            bench.written(other).certificate(),
            Certificate.GENESIS)) {
      WrittenVersion bad = new WrittenVersion(made, forged);
      assertThat(bench.send(1, mallory, bench.prepare(mallory, GENESIS, "v3", bad)).rule())
          .isEqualTo("invalid");
      assertThat(
              bench
                  .send(1, mallory, new ReadTsPrep(bench.nonce(), Bench.value("v3").hash(), bad))
                  .rule())
          .isEqualTo("invalid");
    }
    assertThat(bench.state(1)).isEqualTo(ReplicaState.GENESIS);
  }

  /** E4. */
  @Test
  void e4_aCertificateOfAnotherRegisterClusterOrEpochIsRefused() {
    Party mallory = client("mallory");
    Version version = Bench.next(GENESIS, mallory, "v1");
    Scope here = Bench.SCOPE;
    for (Scope elsewhere :
        List.of(
            new Scope(here.cluster(), here.epoch(), new Key("other")),
            new Scope(Bytes.utf8("other"), here.epoch(), here.key()),
            new Scope(here.cluster(), new Epoch(2), here.key()))) {
      Certificate certificate = bench.certificate(Statement.prepared(elsewhere, version));
      for (Certificate shown :
          List.of(certificate, new Certificate(here.epoch(), certificate.proof()))) {
        PreparedVersion bad = new PreparedVersion(version, shown, null);
        assertThat(bench.send(1, mallory, new Write(bench.nonce(), bad, Bench.value("v1"))).rule())
            .isEqualTo("invalid");
      }
    }
  }

  /**
   * Alice's READ-TS-PREP is attested at 1:alice, where she does not get to sign; bob's write
   * completes; asked again it is attested, and signed and written, at 3:alice. A colluder has both.
   *
   * @return what readers saw in turn
   */
  private List<Value> oneWriteAtTwoTimestamps() {
    List<Value> seen = new ArrayList<>();
    Party alice = client("alice");
    ReadTsPrep first = new ReadTsPrep(bench.nonce(), Bench.value("v").hash(), null);
    List<Answer> stolen = bench.sendAll(alice, first, CORRECT);
    Version early = Bench.nextOptimistic(GENESIS, alice, "v");
    PreparedVersion unsigned =
        new PreparedVersion(
            early,
            Objects.requireNonNull(bench.combine(Statement.prepared(Bench.SCOPE, early), stolen)),
            bench.sign(client("mallory"), PreparedVersion.payload(Bench.SCOPE, early)));
    bench.sendAll(client("mallory"), new Write(bench.nonce(), unsigned, Bench.value("v")), CORRECT);
    seen.add(read());

    Drive bob = Drive.write(bench, BftBcProtocol.OPTIMISED, client("bob"), null, "v2");
    bob.finish(CORRECT).returned();
    seen.add(read());
    bench.sendAll(
        client("bob"),
        new ReadTsPrep(
            bench.nonce(), Bench.value("v3").hash(), Objects.requireNonNull(bob.journal).last()),
        CORRECT);

    Drive again = Drive.write(bench, BftBcProtocol.OPTIMISED, alice, null, "v");
    again.finish(CORRECT).returned();
    seen.add(read());
    return seen;
  }

  @Test
  void e7_aWriteWithoutItsAuthorsConsentIsRefused() {
    bench = new Bench(Mode.OPTIMISED);
    assertThat(oneWriteAtTwoTimestamps())
        .containsExactly(Value.ABSENT, Bench.value("v2"), Bench.value("v"));
  }

  @Test
  void e7_withoutConsentAValueAppearsTwice() {
    bench = Bench.ignoringConsent(Mode.OPTIMISED);
    assertThat(oneWriteAtTwoTimestamps())
        .containsExactly(Bench.value("v"), Bench.value("v2"), Bench.value("v"));
  }

  /** P1, P2 of 5.1, without the write-back: new, then old. */
  @Test
  void writeBack_leftOutLetsAReaderSeeNewThenOld() {
    Party mallory = client("mallory");
    PreparedVersion v1 = prepare(mallory, GENESIS, "v1");
    bench.sendAll(mallory, new Write(bench.nonce(), v1, Bench.value("v1")), 1);
    var hasty = Mutants.withoutWriteBack(BftBcProtocol.BASE);
    var setting = bench.setting(client("reader"), null);
    assertThat(
            Drive.of(bench, client("reader"), hasty.read(setting, bench.nonce()))
                .finish(CORRECT)
                .returned()
                .value())
        .isEqualTo(Bench.value("v1"));
    assertThat(
            Drive.of(bench, client("reader"), hasty.read(setting, bench.nonce()))
                .finish(2, 3, 4)
                .returned()
                .value())
        .isEqualTo(Value.ABSENT);

    assertThat(read()).isEqualTo(Bench.value("v1"));
    assertThat(
            Drive.read(bench, BftBcProtocol.BASE, client("reader"))
                .finish(2, 3, 4)
                .returned()
                .value())
        .isEqualTo(Bench.value("v1"));
  }

  @Test
  void t2_base_aColluderIsOneStepOfAChain() {
    PreparedVersion tip = GENESIS;
    for (String colluder : List.of("c1", "c2", "c3")) {
      tip = prepare(client(colluder), tip, colluder);
    }
    assertThat(tip.ts().counter()).isEqualTo(3);
    assertThat(tryPrepare(bench.prepare(client("c1"), tip, "again", null), CORRECT)).isNull();
    Drive honest = honestWrite(BftBcProtocol.BASE, null, "v");
    assertThat(honest.returned().version().ts().counter()).isEqualTo(1);
  }

  @Test
  void t2_optimised_aColluderIsTwoStepsOfAChain() {
    bench = new Bench(Mode.OPTIMISED);
    Party mallory = client("mallory");
    PreparedVersion first = prepareOptimistically(mallory, "m1");
    PreparedVersion second = prepare(mallory, first, "m2");
    assertThat(second.ts().counter()).isEqualTo(2);
    assertThat(tryPrepare(bench.prepare(mallory, second, "m3", null), CORRECT)).isNull();
    bench.sendAll(mallory, new Write(bench.nonce(), second, Bench.value("m2")), CORRECT);
    for (Answer answer :
        bench.sendAll(
            mallory, new ReadTsPrep(bench.nonce(), Bench.value("m3").hash(), null), CORRECT)) {
      assertThat(answer.attestation()).isNull();
    }
  }

  @Test
  void l1_base_aRemovedClientLeavesOneWrite() {
    Party mallory = client("mallory");
    PreparedVersion kept = prepare(mallory, GENESIS, "lurking");
    assertThat(tryPrepare(bench.prepare(mallory, GENESIS, "another", null), CORRECT)).isNull();
    assertThat(tryPrepare(bench.prepare(mallory, kept, "another", null), CORRECT)).isNull();
    bench.revoked.add(mallory.id());
    assertThat(read()).isEqualTo(Value.ABSENT);
    WrittenVersion done = write(kept, "lurking", CORRECT);
    assertThat(read()).isEqualTo(Bench.value("lurking"));
    assertThat(tryPrepare(bench.prepare(mallory, kept, "another", done), CORRECT)).isNull();
  }

  @Test
  void l2_optimised_aRemovedClientLeavesTwoWrites() {
    bench = new Bench(Mode.OPTIMISED);
    Party mallory = client("mallory");
    PreparedVersion first = prepareOptimistically(mallory, "one");
    PreparedVersion second = prepare(mallory, first, "two");
    bench.revoked.add(mallory.id());
    assertThat(read()).isEqualTo(Value.ABSENT);
    write(first, "one", CORRECT);
    assertThat(read()).isEqualTo(Bench.value("one"));
    write(second, "two", CORRECT);
    assertThat(read()).isEqualTo(Bench.value("two"));
  }

  @Test
  void l3_strong_twoSuccessiveWritesMaskWhatARemovedClientLeft() {
    bench = new Bench(Mode.STRONG);
    Party mallory = client("mallory");
    PreparedVersion kept =
        Objects.requireNonNull(
            tryPrepare(
                bench.prepare(mallory, GENESIS, "lurking", bench.written(Version.GENESIS)),
                CORRECT));
    bench.revoked.add(mallory.id());
    Drive first = honestWrite(BftBcProtocol.STRONG, null, "v1");
    honestWrite(BftBcProtocol.STRONG, first, "v2");
    write(kept, "lurking", CORRECT);
    assertThat(read()).isEqualTo(Bench.value("v2"));
  }

  /** 1:alice is below 1:mallory. */
  @Test
  void l3_strong_oneWriteDoesNotMaskIt() {
    bench = new Bench(Mode.STRONG);
    Party mallory = client("mallory");
    PreparedVersion kept =
        Objects.requireNonNull(
            tryPrepare(
                bench.prepare(mallory, GENESIS, "lurking", bench.written(Version.GENESIS)),
                CORRECT));
    bench.revoked.add(mallory.id());
    Drive first = honestWrite(BftBcProtocol.STRONG, null, "v1");
    assertThat(read()).isEqualTo(Bench.value("v1"));
    write(kept, "lurking", CORRECT);
    assertThat(read()).isEqualTo(Bench.value("lurking"));
    honestWrite(BftBcProtocol.STRONG, first, "v2");
    assertThat(read()).isEqualTo(Bench.value("v2"));
  }

  /** In base a chain of hoards reaches further than any number of writes that were not made yet. */
  @Test
  void l4_hoardsPooledAreBoundTimesClients() {
    PreparedVersion tip = GENESIS;
    List<PreparedVersion> hoard = new ArrayList<>();
    List<String> names = List.of("c1", "c2", "c3");
    for (String name : names) {
      tip = prepare(client(name), tip, name);
      hoard.add(tip);
    }
    names.forEach(name -> bench.revoked.add(client(name).id()));
    for (int i = 0; i < hoard.size(); i++) {
      write(hoard.get(i), names.get(i), CORRECT);
      assertThat(read()).isEqualTo(Bench.value(names.get(i)));
    }
    for (String name : names) {
      assertThat(tryPrepare(bench.prepare(client(name), tip, "more", null), CORRECT)).isNull();
    }
  }

  /** E9: a version nobody wrote, its value withheld: it can be built upon, and is never read. */
  @Test
  void e9_aCertifiedVersionWithoutItsValueHindersNobody() {
    PreparedVersion unwritten = prepare(client("mallory"), GENESIS, "withheld");
    Drive write = Drive.write(bench, BftBcProtocol.BASE, client("alice"), null, "v1");
    BftBcRequest request = write.request();
    write.hear(
        new Answer(4, new BftBcReply.ReadTsReply(request.nonce(), unwritten), null, null), request);
    write.exchange(1, 2).finish(CORRECT);
    assertThat(write.returned().version().ts())
        .isEqualTo(new Timestamp(2, client("alice").id(), Path.BASE));
    assertThat(read()).isEqualTo(Bench.value("v1"));
  }
}
