package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcReply.ConflictReply;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.ReadTsPrep;
import org.quorate.register.bftbc.BftBcRequest.Write;

/**
 * Attacks that would have two values at one timestamp, or one write at two. The prefixes of the
 * tests are the rows of the attack matrix, which the rules P1 to P5 are not.
 */
final class EquivocationAttackTest {
  private static final PreparedVersion GENESIS = PreparedVersion.GENESIS;

  @AtOneAndTwoFaults
  void e1_equivocationYieldsOneCertificateAtMost(int faults) {
    for (int split = 0; split < 1 << (2 * faults + 1); split++) {
      Conspiracy all = new Conspiracy(Mode.BASE, faults);
      Party mallory = all.client("mallory");
      Prepare one = all.bench.prepare(mallory, GENESIS, "v1", null);
      Prepare other = all.bench.prepare(mallory, GENESIS, "v2", null);
      for (int replica : all.correct) {
        all.bench.send(replica, mallory, isFirst(split, replica) ? one : other);
      }
      PreparedVersion first = all.tryPrepare(one, all.correct);
      PreparedVersion second = all.tryPrepare(other, all.correct);
      assertThat(first == null || second == null).as("split %d", split).isTrue();
      Value expected = written(all, first, second);
      assertThat(all.read()).as("split %d", split).isEqualTo(expected);
    }
  }

  private static boolean isFirst(int split, int replica) {
    return (split >> (replica - 1) & 1) == 0;
  }

  /** What readers must see once everything that is certified is written. */
  private static Value written(
      Conspiracy all, @Nullable PreparedVersion first, @Nullable PreparedVersion second) {
    if (first != null) {
      all.write(first, "v1", all.correct);
      return Bench.value("v1");
    }
    if (second != null) {
      all.write(second, "v2", all.correct);
      return Bench.value("v2");
    }
    return Value.ABSENT;
  }

  @AtOneAndTwoFaults
  void e1_equivocationInReadTsPrepYieldsOneCertificateAtMost(int faults) {
    for (int split = 0; split < 1 << (2 * faults + 1); split++) {
      Conspiracy all = new Conspiracy(Mode.OPTIMISED, faults);
      Party mallory = all.client("mallory");
      ReadTsPrep one = new ReadTsPrep(all.bench.nonce(), Bench.value("v1").hash(), null);
      ReadTsPrep other = new ReadTsPrep(all.bench.nonce(), Bench.value("v2").hash(), null);
      for (int replica : all.correct) {
        all.bench.send(replica, mallory, isFirst(split, replica) ? one : other);
      }
      Certificate first = granted(all, one, "v1");
      Certificate second = granted(all, other, "v2");
      assertThat(first == null || second == null).as("split %d", split).isTrue();
    }
  }

  private static @Nullable Certificate granted(Conspiracy all, ReadTsPrep request, String value) {
    Version version = Bench.nextOptimistic(GENESIS, all.client("mallory"), value);
    return all.certificate(
        Statement.prepared(Bench.SCOPE, version),
        all.bench.sendAll(all.client("mallory"), request, all.correct));
  }

  /** With f + 1 accomplices it must work, or these tests would prove nothing. */
  @AtOneAndTwoFaults
  void e1_equivocationSucceedsWithMoreAccomplicesThanTolerated(int faults) {
    Conspiracy all = new Conspiracy(Mode.BASE, faults);
    Party mallory = all.client("mallory");
    int turned = all.correct[2 * faults];
    for (String value : List.of("v1", "v2")) {
      int from = value.equals("v1") ? 0 : faults;
      Prepare prepare = all.bench.prepare(mallory, GENESIS, value, null);
      Statement statement = Statement.prepared(Bench.SCOPE, prepare.preparation().version());
      List<Answer> answers =
          new ArrayList<>(
              all.bench.sendAll(
                  mallory, prepare, Arrays.copyOfRange(all.correct, from, from + faults)));
      answers.add(new Answer(turned, null, all.bench.attest(turned, statement), null));
      assertThat(all.certificate(statement, answers)).as(value).isNotNull();
    }
  }

  /**
   * (t, v1) completes at as few correct replicas as can be; then (t, v2) is prepared through the
   * others, with the first shown that (t, v1) is complete.
   */
  static @Nullable PreparedVersion secondValueAtACompletedTimestamp(Conspiracy all) {
    Party mallory = all.client("mallory");
    Prepare prepare = all.bench.prepare(mallory, GENESIS, "v1", null);
    PreparedVersion v1 = Objects.requireNonNull(all.tryPrepare(prepare, all.enough()));
    WrittenVersion w1 = all.write(v1, "v1", all.enough());
    all.tryPrepare(all.client("colluder"), GENESIS, "x", w1);
    return all.tryPrepare(mallory, GENESIS, "v2", w1);
  }

  @AtOneAndTwoFaults
  void e3_noSecondCertificateForACompletedTimestamp(int faults) {
    Conspiracy all = new Conspiracy(Mode.BASE, faults);
    assertThat(secondValueAtACompletedTimestamp(all)).isNull();
  }

  @AtOneAndTwoFaults
  void e3_slowWritersStillFinish(int faults) {
    Conspiracy all = new Conspiracy(Mode.BASE, faults);
    Drive slow = Drive.write(all.bench, BftBcProtocol.BASE, all.client("slow"), null, "late");
    slow.exchange(all.correct);
    Drive first = all.honestWrite(BftBcProtocol.BASE, null, "v1");
    all.honestWrite(BftBcProtocol.BASE, first, "v2");
    assertThat(slow.finish(all.correct).returned().version().ts().counter()).isEqualTo(1);
    assertThat(all.read()).isEqualTo(Bench.value("v2"));
  }

  /**
   * Alice's READ-TS-PREP is attested at 1:alice, where she does not get to sign; bob's write
   * completes; asked again it is attested, and signed and written, at 3:alice. A colluder has both.
   *
   * @return what readers saw in turn
   */
  static List<Value> oneWriteAtTwoTimestamps(Conspiracy all) {
    List<Value> seen = new ArrayList<>();
    Party alice = all.client("alice");
    ReadTsPrep first = new ReadTsPrep(all.bench.nonce(), Bench.value("v").hash(), null);
    List<Answer> stolen = all.bench.sendAll(alice, first, all.correct);
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
        all.correct);
    seen.add(all.read());

    Drive bob = Drive.write(all.bench, BftBcProtocol.OPTIMISED, all.client("bob"), null, "v2");
    bob.finish(all.correct).returned();
    seen.add(all.read());
    all.bench.sendAll(
        all.client("bob"),
        new ReadTsPrep(
            all.bench.nonce(),
            Bench.value("v3").hash(),
            Objects.requireNonNull(bob.journal).last()),
        all.correct);

    Drive again = Drive.write(all.bench, BftBcProtocol.OPTIMISED, alice, null, "v");
    again.finish(all.correct).returned();
    seen.add(all.read());
    return seen;
  }

  @AtOneAndTwoFaults
  void e7_attestationsOfAnotherTimestampAreNotWritten(int faults) {
    assertThat(oneWriteAtTwoTimestamps(new Conspiracy(Mode.OPTIMISED, faults)))
        .containsExactly(Value.ABSENT, Bench.value("v2"), Bench.value("v"));
  }

  /** Replayed, of another client, of this very write, or made up; however many show it. */
  @AtOneAndTwoFaults
  void e8_aConflictOfALiarNeitherEndsNorMisleadsAWrite(int faults) {
    Conspiracy all = new Conspiracy(Mode.BASE, faults);
    Party alice = all.client("alice");
    Drive first = Drive.write(all.bench, BftBcProtocol.BASE, alice, null, "v1");
    first.exchange(all.correct);
    PrepareEntry replayed = first.request(Prepare.class).entry();
    first.finish(all.correct);
    Drive second = Drive.write(all.bench, BftBcProtocol.BASE, alice, first.journal, "v2");
    second.exchange(all.correct);
    Prepare prepare = second.request(Prepare.class);
    PrepareEntry others = all.bench.prepare(all.client("bob"), GENESIS, "x", null).entry();
    for (PrepareEntry entry : List.of(replayed, others, prepare.entry())) {
      for (int replica = 1; replica <= all.bench.quorums.replicas(); replica++) {
        second.hear(
            new Answer(replica, new ConflictReply(prepare.nonce(), entry), null, null), prepare);
      }
    }
    assertThat(second.noticed).hasSize(3 * all.bench.quorums.replicas());
    assertThat(second.request()).isSameAs(prepare);
    assertThat(second.finish(all.correct).returned().version().ts())
        .isEqualTo(prepare.preparation().version().ts());
    assertThat(second.roundTrips).isEqualTo(3);

    PrepareEntry madeUp = new PrepareEntry(prepare.entry().promise(), others.signature());
    assertThat(all.bench.failures(new ConflictReply(prepare.nonce(), madeUp))).hasSize(1);
  }

  @AtOneAndTwoFaults
  void e8_aConflictDoesNotMisleadAnOptimisticWrite(int faults) {
    Conspiracy all = new Conspiracy(Mode.OPTIMISED, faults);
    Drive write = Drive.write(all.bench, BftBcProtocol.OPTIMISED, all.client("alice"), null, "v1");
    ReadTsPrep request = write.request(ReadTsPrep.class);
    PrepareEntry others = all.bench.prepare(all.client("bob"), GENESIS, "x", null).entry();
    for (int liar : all.accomplices) {
      write.hear(new Answer(liar, new ConflictReply(request.nonce(), others), null, null), request);
    }
    assertThat(write.noticed).hasSize(faults);
    assertThat(write.finish(all.correct).returned().version().ts().path())
        .isEqualTo(Path.OPTIMISTIC);
    assertThat(write.roundTrips).isEqualTo(2);
  }
}
