package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcReply.PrepareReply;
import org.quorate.register.bftbc.BftBcReply.ReadReply;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.ReadWritten;
import org.quorate.register.bftbc.BftBcRequest.Write;

/** Prepares only on completed writes. */
final class StrongWriteTest {
  private static final WrittenVersion GENESIS_WRITTEN =
      new WrittenVersion(Version.GENESIS, Certificate.GENESIS);

  private final Bench bench = new Bench(Mode.STRONG);
  private final Party alice = bench.client("alice");
  private final Party bob = bench.client("bob");
  private final Version v1 = Bench.next(PreparedVersion.GENESIS, bob, "v1");

  private Drive write(@Nullable WriterJournal journal, String value) {
    return Drive.write(bench, BftBcProtocol.STRONG, alice, journal, value);
  }

  @Test
  void write_buildsOnGenesis() {
    Drive write = write(null, "v");
    write.request(ReadWritten.class);
    Preparation preparation = write.exchange(1, 2, 3).request(Prepare.class).preparation();
    assertThat(preparation.predecessor()).isEqualTo(PreparedVersion.GENESIS);
    assertThat(preparation.written()).isEqualTo(GENESIS_WRITTEN);
    assertThat(write.finish(1, 2, 3).roundTrips).isEqualTo(3);
  }

  @Test
  void write_takesEqualAttestationsForACertificate() {
    bench.sendAll(bob, bench.write(v1, "v1"), 1, 2, 3, 4);
    Drive write = write(null, "v").exchange(1, 2, 3);
    Preparation preparation = write.request(Prepare.class).preparation();
    assertThat(Objects.requireNonNull(preparation.written()).version()).isEqualTo(v1);
    assertThat(write.finish(1, 2, 3).roundTrips).isEqualTo(3);
  }

  @Test
  void write_takesTheWriteCertificateOfOne() {
    bench.sendAll(bob, bench.write(v1, "v1"), 1);
    bench.state(1, bench.state(1).learning(bench.written(v1)));
    Drive write = write(null, "v").exchange(1, 2, 3);
    assertThat(write.request(Prepare.class).preparation().written()).isEqualTo(bench.written(v1));
  }

  /** An unfinished write is completed first: four round trips. */
  @Test
  void write_completesWhatItBuildsOn() {
    bench.sendAll(bob, bench.write(v1, "v1"), 1);
    Drive write = write(null, "v").exchange(1, 2, 3);
    assertThat(write.request(Write.class).prepared().version()).isEqualTo(v1);
    write.exchange(2, 3, 4);
    assertThat(write.request(Prepare.class).preparation().predecessor().version()).isEqualTo(v1);
    write.finish(2, 3, 4);
    assertThat(write.returned().version().ts()).isEqualTo(new Timestamp(2, alice.id(), Path.BASE));
    assertThat(write.roundTrips).isEqualTo(4);
  }

  /** The answer whose attestation is bad costs a round trip, no more. */
  @Test
  void write_writesBackWhenAnAttestationIsBad() {
    bench.sendAll(bob, bench.write(v1, "v1"), 1, 2, 3, 4);
    Drive write = write(null, "v");
    ReadWritten request = write.request(ReadWritten.class);
    Answer good = bench.send(1, alice, request);
    write.hear(new Answer(1, good.reply(), null, null), request);
    write.exchange(2, 3);
    assertThat(write.noticed).hasSize(1);
    assertThat(write.request(Write.class).prepared().version()).isEqualTo(v1);
    assertThat(write.finish(1, 2, 3).roundTrips).isEqualTo(4);
  }

  /** E9: an answer without the value that fits is dropped before the machine sees it. */
  @Test
  void write_needsTheValueOfWhatItBuildsOn() {
    ReadReply withheld =
        new ReadReply(bench.nonce(), bench.prepared(v1), null, Bench.value("something else"));
    assertThat(bench.failures(withheld)).hasSize(1);
  }

  /** Equal values written twice are two versions. */
  @Test
  void write_ofAnEqualValueIsAnotherVersion() {
    Drive first = write(null, "v").finish(1, 2, 3);
    Drive second = write(first.journal, "v").finish(2, 3, 4);
    assertThat(second.returned().version().isAfter(first.returned().version())).isTrue();
    assertThat(second.returned().version().hash()).isEqualTo(first.returned().version().hash());
  }

  @Test
  void resume_fromEachStage() {
    Drive cut = write(null, "v");
    WriterJournal before = Objects.requireNonNull(cut.journal);
    cut.exchange(1, 2, 3).exchange(1, 2);
    WriterJournal prepared = Objects.requireNonNull(cut.journal);
    for (WriterJournal journal : new WriterJournal[] {before, prepared}) {
      Drive resumed = Drive.resume(bench, BftBcProtocol.STRONG, alice, journal);
      assertThat(resumed.finish(1, 2, 3).returned().version().ts())
          .isEqualTo(new Timestamp(1, alice.id(), Path.BASE));
    }
  }

  private void assertRefused(String rule, Prepare request) {
    Answer answer = bench.send(1, alice, request);
    assertThat(answer.rule()).as(answer.toString()).isEqualTo(rule);
    assertThat(bench.state(1)).isEqualTo(ReplicaState.GENESIS);
  }

  /** S2, T2. */
  @Test
  void p1_preparesNothingOnWhatDidNotComplete() {
    PreparedVersion p1 = bench.prepared(v1);
    assertRefused("P1", bench.prepare(alice, p1, "v2", null));
    assertRefused("P1", bench.prepare(alice, p1, "v2", GENESIS_WRITTEN));
    Version other = new Version(new Timestamp(3, bob.id(), Path.BASE), Bench.value("other").hash());
    assertRefused("P1", bench.prepare(alice, p1, "v2", bench.written(other)));
    assertRefused("P1", bench.prepare(alice, PreparedVersion.GENESIS, "v2", null));
    assertRefused(
        "invalid", bench.prepare(alice, p1, "v2", new WrittenVersion(v1, Certificate.GENESIS)));
    assertRefused(
        "invalid", bench.prepare(alice, p1, "v2", new WrittenVersion(v1, p1.certificate())));
    assertThat(bench.send(1, alice, bench.prepare(alice, p1, "v2", bench.written(v1))).reply())
        .isInstanceOf(PrepareReply.class);
  }
}
