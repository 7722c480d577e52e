package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Refusal;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcReply.PrepareReply;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.ReadTs;
import org.quorate.register.bftbc.BftBcRequest.Write;
import org.quorate.register.bftbc.WriterJournal.Pending;

/** A write in three phases, its journal, and its resumption. */
final class BaseWriteTest {
  private final Bench bench = new Bench(Mode.BASE);
  private final Party alice = bench.client("alice");
  private final Party bob = bench.client("bob");

  private Drive write(WriterJournal journal, String value) {
    return Drive.write(bench, BftBcProtocol.BASE, alice, journal, value);
  }

  private Drive firstWrite() {
    return Drive.write(bench, BftBcProtocol.BASE, alice, null, "v1");
  }

  private static Pending pending(Drive drive) {
    return Objects.requireNonNull(Objects.requireNonNull(drive.journal).pending());
  }

  @Test
  void write_asksReadTsThenPrepareThenWrite() {
    Drive write = firstWrite();
    write.request(ReadTs.class);
    assertThat(write.asked()).isEqualTo(ReplicaSet.firstOf(4));
    write.exchange(1, 2, 3);
    Prepare prepare = write.request(Prepare.class);
    assertThat(prepare.preparation().version())
        .isEqualTo(Bench.next(PreparedVersion.GENESIS, alice, "v1"));
    assertThat(prepare.preparation().written()).isNull();
    write.exchange(2, 3, 4);
    assertThat(write.request(Write.class).prepared().version())
        .isEqualTo(prepare.preparation().version());
    write.exchange(1, 3, 4);
    assertThat(write.returned().version()).isEqualTo(prepare.preparation().version());
    assertThat(write.roundTrips).isEqualTo(3);
    assertThat(bench.failures(write.request())).isEmpty();
  }

  @Test
  void write_buildsOnTheLargestVersionOfAQuorum() {
    Write other =
        bench.write(
            new Version(new Timestamp(4, bob.id(), Path.BASE), Bench.value("x").hash()), "x");
    bench.sendAll(bob, other, 3);
    Drive write = firstWrite().exchange(1, 2);
    assertThat(write.request()).isInstanceOf(ReadTs.class);
    Prepare prepare = write.exchange(3).request(Prepare.class);
    assertThat(prepare.preparation().predecessor()).isEqualTo(other.prepared());
    assertThat(prepare.preparation().version().ts())
        .isEqualTo(new Timestamp(5, alice.id(), Path.BASE));
  }

  @Test
  void write_showsItsLastWriteCertificate() {
    Drive first = firstWrite().finish(1, 2, 3);
    WriterJournal journal = Objects.requireNonNull(first.journal);
    assertThat(journal.pending()).isNull();
    assertThat(journal.last().version()).isEqualTo(first.returned().version());
    Drive second = write(journal, "v2").exchange(1, 2, 3);
    assertThat(second.request(Prepare.class).preparation().written()).isEqualTo(journal.last());
    second.finish(2, 3, 4);
    assertThat(second.returned().version().ts()).isEqualTo(new Timestamp(2, alice.id(), Path.BASE));
  }

  @Test
  void journal_isAheadOfEachMessage() {
    Drive write = firstWrite();
    assertThat(write.journal)
        .isEqualTo(new WriterJournal(null, new Pending(Bench.value("v1"), null, null)));
    write.exchange(1, 2, 3);
    assertThat(pending(write).preparation()).isEqualTo(write.request(Prepare.class).preparation());
    write.exchange(1, 2, 3);
    assertThat(pending(write).preparation()).isNotNull();
    write.exchange(1, 2, 3);
    assertThat(write.journal.pending()).isNull();
  }

  @Test
  void resume_beginsAnewWhatWasNotPrepared() {
    Drive cut = firstWrite();
    Drive resumed = Drive.resume(bench, BftBcProtocol.BASE, alice, cut.journal);
    resumed.request(ReadTs.class);
    assertThat(resumed.finish(1, 2, 3).returned().value()).isEqualTo(Bench.value("v1"));
  }

  @Test
  void resume_keepsThePreparedTimestamp() {
    Drive cut = firstWrite().exchange(1, 2, 3);
    Prepare before = cut.request(Prepare.class);
    cut.exchange(1, 2);
    bench.sendAll(
        bob,
        bench.write(
            new Version(new Timestamp(8, bob.id(), Path.BASE), Bench.value("x").hash()), "x"),
        1,
        2,
        3,
        4);
    Drive resumed = Drive.resume(bench, BftBcProtocol.BASE, alice, cut.journal);
    assertThat(resumed.request(Prepare.class).preparation()).isEqualTo(before.preparation());
    resumed.exchange(1, 2, 3);
    assertThat(resumed.request(Write.class).prepared().version())
        .isEqualTo(before.preparation().version());
    resumed.exchange(1, 2, 3);
    assertThat(resumed.returned().version()).isEqualTo(before.preparation().version());
  }

  @Test
  void resume_preparesAgainWhatMayHaveBeenWritten() {
    Drive cut = firstWrite().exchange(1, 2, 3).exchange(1, 2, 3).exchange(1, 2);
    Drive resumed = Drive.resume(bench, BftBcProtocol.BASE, alice, cut.journal);
    assertThat(resumed.finish(2, 3, 4).returned().version())
        .isEqualTo(cut.request(Write.class).prepared().version());
    assertThat(resumed.journal.pending()).isNull();
  }

  @Test
  void resume_isNothingWithoutAPendingWrite() {
    Drive done = firstWrite().finish(1, 2, 3);
    assertThat(BftBcProtocol.BASE.resume(bench.setting(alice, done.journal), bench.nonce()))
        .isNull();
    assertThat(BftBcProtocol.BASE.resume(bench.setting(alice, null), bench.nonce())).isNull();
  }

  @Test
  void write_comesAfterThePendingOne() {
    WriterJournal journal = firstWrite().journal;
    assertThatThrownBy(() -> write(journal, "v2")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void write_hasAValue() {
    assertThatThrownBy(
            () -> BftBcProtocol.BASE.write(bench.setting(alice, null), bench.nonce(), Value.ABSENT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** H1. */
  @Test
  void attestation_aBadOneCostsTimeAndNamesItsReplica() {
    Drive write = firstWrite().exchange(1, 2, 3);
    Prepare prepare = write.request(Prepare.class);
    Version another = Bench.next(PreparedVersion.GENESIS, alice, "other");
    write.hear(
        new Answer(
            1,
            new PrepareReply(prepare.nonce()),
            bench.attest(1, Statement.prepared(Bench.SCOPE, another)),
            null),
        prepare);
    write.exchange(2, 3);
    assertThat(write.noticed).hasSize(1);
    assertThat(write.noticed.get(0).replica().number()).isEqualTo(1);
    assertThat(write.request()).isSameAs(prepare);
    write.hear(bench.send(1, alice, prepare), prepare); // too late to be believed
    assertThat(write.request()).isSameAs(prepare);
    assertThat(write.exchange(4).request()).isInstanceOf(Write.class);
  }

  @Test
  void attestation_aMissingOneIsNoticed() {
    Drive write = firstWrite().exchange(1, 2, 3);
    Prepare prepare = write.request(Prepare.class);
    write.hear(new Answer(1, new PrepareReply(prepare.nonce()), null, null), prepare);
    assertThat(write.noticed).hasSize(1);
    assertThat(write.exchange(2, 3, 4).request()).isInstanceOf(Write.class);
  }

  @Test
  void refusal_ofALiarDoesNotEndAWrite() {
    Drive write = firstWrite();
    while (write.isPending()) {
      BftBcRequest request = write.request();
      write.hear(new Answer(4, null, null, new Refusal("P1", "made up")), request);
      write.exchange(1, 2, 3);
    }
    assertThat(write.returned().value()).isEqualTo(Bench.value("v1"));
  }

  @Test
  void refusal_beforePrepareLeavesNothingBehind() {
    bench.mayNotRead.add(alice.id());
    bench.mayNotWrite.add(alice.id());
    Drive write = firstWrite().exchange(1, 2);
    assertThat(write.failure()).contains("no right");
    assertThat(write.journal).isEqualTo(new WriterJournal(null, null));
  }

  /** A1, L5: the right withdrawn in mid-operation. */
  @Test
  void refusal_ofPrepareLeavesTheWritePending() {
    Drive write = firstWrite().exchange(1, 2, 3);
    bench.mayNotWrite.add(alice.id());
    assertThat(write.exchange(1, 2).failure()).contains("P1").contains("no right");
    bench.mayNotWrite.clear();
    Drive resumed = Drive.resume(bench, BftBcProtocol.BASE, alice, write.journal);
    assertThat(resumed.finish(1, 2, 3).returned().value()).isEqualTo(Bench.value("v1"));
  }

  /** T1. */
  @Test
  void counter_atItsLimitFailsClosed() {
    Write last =
        bench.write(
            new Version(
                new Timestamp(Timestamp.COUNTER_MAX, bob.id(), Path.BASE), Bench.value("x").hash()),
            "x");
    bench.sendAll(bob, last, 1, 2, 3, 4);
    Drive write = firstWrite().exchange(1, 2, 3);
    assertThat(write.failure()).contains("at its limit");
    assertThat(write.journal).isEqualTo(new WriterJournal(null, null));
    assertThat(Drive.read(bench, BftBcProtocol.BASE, bob).exchange(1, 2, 3).returned().version())
        .isEqualTo(last.prepared().version());
  }

  /** Equal values written twice are two versions. */
  @Test
  void write_ofAnEqualValueIsAnotherVersion() {
    Drive first = firstWrite().finish(1, 2, 3);
    Drive second = write(first.journal, "v1").finish(2, 3, 4);
    assertThat(second.returned().version().isAfter(first.returned().version())).isTrue();
  }

  @Test
  void progress_saysWhatItWaitsFor() {
    Drive write = firstWrite().exchange(1);
    assertThat(write.progress()).contains("READ-TS").contains("{r1}");
    write.exchange(2, 3).exchange(1);
    assertThat(write.progress()).contains("to prepare 1:alice").contains("{r1}");
    write.exchange(2, 3).exchange(1);
    assertThat(write.progress()).contains("to hold 1:alice").contains("{r1}");
  }
}
