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
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.ReadTsPrep;
import org.quorate.register.bftbc.BftBcRequest.Write;

/**
 * Attacks by faulty clients, by hand. Replica 4 is their accomplice and signs what they like;
 * replicas 1 to 3 are correct.
 */
final class AttackTest {
  private static final PreparedVersion GENESIS = PreparedVersion.GENESIS;
  private Conspiracy all = new Conspiracy(Mode.BASE);

  @Test
  void e1_equivocationYieldsOneCertificateAtMost() {
    for (int split = 0; split < 8; split++) {
      all = new Conspiracy(Mode.BASE);
      Party mallory = all.client("mallory");
      Prepare one = all.bench.prepare(mallory, GENESIS, "v1", null);
      Prepare other = all.bench.prepare(mallory, GENESIS, "v2", null);
      for (int replica : Conspiracy.CORRECT) {
        all.bench.send(replica, mallory, (split >> (replica - 1) & 1) == 0 ? one : other);
      }
      PreparedVersion first = all.tryPrepare(one, Conspiracy.CORRECT);
      PreparedVersion second = all.tryPrepare(other, Conspiracy.CORRECT);
      assertThat(first == null || second == null).as("split %d", split).isTrue();
    }
  }

  /** With f + 1 accomplices it must work, or this test would prove nothing. */
  @Test
  void e1_equivocationSucceedsWithMoreAccomplicesThanTolerated() {
    Party mallory = all.client("mallory");
    Prepare one = all.bench.prepare(mallory, GENESIS, "v1", null);
    Prepare other = all.bench.prepare(mallory, GENESIS, "v2", null);
    for (int replica : new int[] {1, 2}) {
      Prepare prepare = replica == 1 ? one : other;
      Statement statement = Statement.prepared(Bench.SCOPE, prepare.preparation().version());
      List<Answer> answers =
          List.of(
              all.bench.send(replica, mallory, prepare),
              new Answer(3, null, all.bench.attest(3, statement), null),
              new Answer(4, null, all.bench.attest(4, statement), null));
      assertThat(all.bench.combine(statement, answers)).isNotNull();
    }
  }

  /**
   * (t, v1) completes without replica 3; then (t, v2) is prepared through it, with the others shown
   * that (t, v1) is complete.
   */
  private @Nullable PreparedVersion secondValueAtACompletedTimestamp() {
    Party mallory = all.client("mallory");
    PreparedVersion v1 =
        Objects.requireNonNull(
            all.tryPrepare(all.bench.prepare(mallory, GENESIS, "v1", null), 1, 2));
    WrittenVersion w1 = all.write(v1, "v1", 1, 2);
    all.bench.sendAll(
        all.client("colluder"),
        all.bench.prepare(all.client("colluder"), GENESIS, "x", w1),
        Conspiracy.CORRECT);
    return all.tryPrepare(all.bench.prepare(mallory, GENESIS, "v2", w1), Conspiracy.CORRECT);
  }

  @Test
  void e3_noSecondCertificateForACompletedTimestamp() {
    assertThat(secondValueAtACompletedTimestamp()).isNull();
  }

  @Test
  void p3_forgettingClosedEntriesAllowsASecondValue() {
    all =
        new Conspiracy(
            new Bench(
                Mutants.forgettingClosedEntries(BftBcProtocol.BASE)
                    .replica(new ReplicaId(1), all.bench.quorums),
                4,
                1));
    assertThat(secondValueAtACompletedTimestamp()).isNotNull();
  }

  @Test
  void e3_slowWritersStillFinish() {
    Drive slow = Drive.write(all.bench, BftBcProtocol.BASE, all.client("slow"), null, "late");
    slow.exchange(Conspiracy.CORRECT);
    Drive first = all.honestWrite(BftBcProtocol.BASE, null, "v1");
    all.honestWrite(BftBcProtocol.BASE, first, "v2");
    assertThat(slow.finish(Conspiracy.CORRECT).returned().version().ts().counter()).isEqualTo(1);
    assertThat(all.read()).isEqualTo(Bench.value("v2"));
  }

  /** E5, P4, P5: made of too few, of one twice, of another version, register, kind. */
  @Test
  void p4p5_forgedCertificatesAreRefusedAndChangeNothing() {
    Party mallory = all.client("mallory");
    Version made = Bench.next(GENESIS, mallory, "v1");
    Version other = Bench.next(GENESIS, mallory, "v2");
    for (Certificate forged :
        List.of(
            all.bench.attestedBy(made, 1, 4),
            all.bench.attestedBy(made, 1, 1, 4),
            all.bench.attestedBy(other, 1, 2, 4),
            all.bench.written(made).certificate(),
            Certificate.GENESIS,
            new Certificate(Bench.SCOPE.epoch(), Bytes.utf8("forged")))) {
      PreparedVersion bad = new PreparedVersion(made, forged, null);
      assertThat(
              all.bench
                  .send(1, mallory, new Write(all.bench.nonce(), bad, Bench.value("v1")))
                  .rule())
          .isEqualTo("invalid");
      assertThat(all.bench.send(1, mallory, all.bench.prepare(mallory, bad, "v3", null)).rule())
          .isEqualTo("invalid");
    }
    for (Certificate forged :
        List.of(
            all.bench.prepared(made).certificate(),
            all.bench.written(other).certificate(),
            Certificate.GENESIS)) {
      WrittenVersion bad = new WrittenVersion(made, forged);
      assertThat(all.bench.send(1, mallory, all.bench.prepare(mallory, GENESIS, "v3", bad)).rule())
          .isEqualTo("invalid");
      assertThat(
              all.bench
                  .send(
                      1, mallory, new ReadTsPrep(all.bench.nonce(), Bench.value("v3").hash(), bad))
                  .rule())
          .isEqualTo("invalid");
    }
    assertThat(all.bench.state(1)).isEqualTo(ReplicaState.GENESIS);
  }

  /** E4. */
  @Test
  void e4_aCertificateOfAnotherRegisterClusterOrEpochIsRefused() {
    Party mallory = all.client("mallory");
    Version version = Bench.next(GENESIS, mallory, "v1");
    Scope here = Bench.SCOPE;
    for (Scope elsewhere :
        List.of(
            new Scope(here.cluster(), here.epoch(), new Key("other")),
            new Scope(Bytes.utf8("other"), here.epoch(), here.key()),
            new Scope(here.cluster(), new Epoch(2), here.key()))) {
      Certificate certificate = all.bench.certificate(Statement.prepared(elsewhere, version));
      for (Certificate shown :
          List.of(certificate, new Certificate(here.epoch(), certificate.proof()))) {
        PreparedVersion bad = new PreparedVersion(version, shown, null);
        assertThat(
                all.bench
                    .send(1, mallory, new Write(all.bench.nonce(), bad, Bench.value("v1")))
                    .rule())
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
    Party alice = all.client("alice");
    ReadTsPrep first = new ReadTsPrep(all.bench.nonce(), Bench.value("v").hash(), null);
    List<Answer> stolen = all.bench.sendAll(alice, first, Conspiracy.CORRECT);
    Version early = Bench.nextOptimistic(GENESIS, alice, "v");
    PreparedVersion unsigned =
        new PreparedVersion(
            early,
            Objects.requireNonNull(
                all.bench.combine(Statement.prepared(Bench.SCOPE, early), stolen)),
            all.bench.sign(all.client("mallory"), PreparedVersion.payload(Bench.SCOPE, early)));
    all.bench.sendAll(
        all.client("mallory"),
        new Write(all.bench.nonce(), unsigned, Bench.value("v")),
        Conspiracy.CORRECT);
    seen.add(all.read());

    Drive bob = Drive.write(all.bench, BftBcProtocol.OPTIMISED, all.client("bob"), null, "v2");
    bob.finish(Conspiracy.CORRECT).returned();
    seen.add(all.read());
    all.bench.sendAll(
        all.client("bob"),
        new ReadTsPrep(
            all.bench.nonce(),
            Bench.value("v3").hash(),
            Objects.requireNonNull(bob.journal).last()),
        Conspiracy.CORRECT);

    Drive again = Drive.write(all.bench, BftBcProtocol.OPTIMISED, alice, null, "v");
    again.finish(Conspiracy.CORRECT).returned();
    seen.add(all.read());
    return seen;
  }

  @Test
  void e7_aWriteWithoutItsAuthorsConsentIsRefused() {
    all = new Conspiracy(Mode.OPTIMISED);
    assertThat(oneWriteAtTwoTimestamps())
        .containsExactly(Value.ABSENT, Bench.value("v2"), Bench.value("v"));
  }

  @Test
  void e7_withoutConsentAValueAppearsTwice() {
    all = new Conspiracy(Bench.ignoringConsent(Mode.OPTIMISED));
    assertThat(oneWriteAtTwoTimestamps())
        .containsExactly(Bench.value("v"), Bench.value("v2"), Bench.value("v"));
  }

  /** P1, P2 of 5.1, without the write-back: new, then old. */
  @Test
  void writeBack_leftOutLetsAReaderSeeNewThenOld() {
    Party mallory = all.client("mallory");
    PreparedVersion v1 = all.prepare(mallory, GENESIS, "v1");
    all.bench.sendAll(mallory, new Write(all.bench.nonce(), v1, Bench.value("v1")), 1);
    var hasty = Mutants.withoutWriteBack(BftBcProtocol.BASE);
    var setting = all.bench.setting(all.client("reader"), null);
    assertThat(
            Drive.of(all.bench, all.client("reader"), hasty.read(setting, all.bench.nonce()))
                .finish(Conspiracy.CORRECT)
                .returned()
                .value())
        .isEqualTo(Bench.value("v1"));
    assertThat(
            Drive.of(all.bench, all.client("reader"), hasty.read(setting, all.bench.nonce()))
                .finish(2, 3, 4)
                .returned()
                .value())
        .isEqualTo(Value.ABSENT);

    assertThat(all.read()).isEqualTo(Bench.value("v1"));
    assertThat(
            Drive.read(all.bench, BftBcProtocol.BASE, all.client("reader"))
                .finish(2, 3, 4)
                .returned()
                .value())
        .isEqualTo(Bench.value("v1"));
  }

  /** E9: a version nobody wrote, its value withheld: it can be built upon, and is never read. */
  @Test
  void e9_aCertifiedVersionWithoutItsValueHindersNobody() {
    PreparedVersion unwritten = all.prepare(all.client("mallory"), GENESIS, "withheld");
    Drive write = Drive.write(all.bench, BftBcProtocol.BASE, all.client("alice"), null, "v1");
    BftBcRequest request = write.request();
    write.hear(
        new Answer(4, new BftBcReply.ReadTsReply(request.nonce(), unwritten), null, null), request);
    write.exchange(1, 2).finish(Conspiracy.CORRECT);
    assertThat(write.returned().version().ts())
        .isEqualTo(new Timestamp(2, all.client("alice").id(), Path.BASE));
    assertThat(all.read()).isEqualTo(Bench.value("v1"));
  }
}
