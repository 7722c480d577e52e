package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Version;
import org.quorate.api.register.Requirements.Certificates;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcReply.ConflictReply;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.Write;

/** The configuration moves on under a register: a new epoch, with or without the old keys. */
final class EpochTest {
  private static final PreparedVersion GENESIS = PreparedVersion.GENESIS;
  private static final Epoch LATER = new Epoch(2);

  private static BftBcProtocol protocol(Mode mode) {
    return new BftBcProtocol("any", mode, Certificates.ANY);
  }

  /** Whatever was certified before counts on, as with keys that are shared anew. */
  @ParameterizedTest
  @EnumSource(Mode.class)
  void j2_aWriteCutOffAnywhereCompletesInALaterEpochAtItsTimestamp(Mode mode) {
    for (int phases = 0; phases <= 2; phases++) {
      Bench bench = new Bench(mode);
      Party alice = bench.client("alice");
      Drive earlier = Drive.write(bench, protocol(mode), alice, null, "v1").finish(1, 2, 3);
      Drive cut = Drive.write(bench, protocol(mode), alice, earlier.journal, "v2");
      for (int phase = 0; phase < phases && cut.isPending(); phase++) {
        cut.exchange(1, 2, 3);
      }
      Version begun = begun(cut);
      bench.enter(LATER, Epoch.FIRST);
      if (cut.isPending()) {
        Drive resumed =
            Drive.resume(bench, protocol(mode), alice, Objects.requireNonNull(cut.journal));
        Version written = resumed.finish(1, 2, 3).returned().version();
        assertThat(begun == null || begun.equals(written)).as("%d phases", phases).isTrue();
      }
      Drive read = Drive.read(bench, protocol(mode), bench.client("bob"));
      assertThat(read.finish(1, 2, 3).returned().value()).isEqualTo(Bench.value("v2"));
    }
  }

  /** The version for which {@code write} has asked for a PREPARE or a WRITE; null if for none. */
  private static Version begun(Drive write) {
    if (write.request() instanceof Prepare prepare) {
      return prepare.preparation().version();
    }
    return write.request() instanceof Write last ? last.prepared().version() : null;
  }

  @Test
  void p1_aPrepareSignedInAnEarlierEpochIsRefused() {
    Bench bench = new Bench(Mode.BASE);
    Party alice = bench.client("alice");
    Prepare early = bench.prepare(alice, GENESIS, "v1", null);
    bench.enter(LATER, Epoch.FIRST);
    assertThat(bench.send(1, alice, early).rule()).isEqualTo("P1");
    assertThat(bench.state(1)).isEqualTo(ReplicaState.GENESIS);
  }

  /** Its entry is as good as ever, and shows its signature in the epoch of that. */
  @Test
  void p3_oneValueAtATimestampAcrossEpochs() {
    Bench bench = new Bench(Mode.BASE);
    Party mallory = bench.client("mallory");
    Prepare early = bench.prepare(mallory, GENESIS, "v1", null);
    bench.sendAll(mallory, early, 1, 2, 3);
    bench.enter(LATER, Epoch.FIRST);
    for (Answer answer :
        bench.sendAll(mallory, bench.prepare(mallory, GENESIS, "v2", null), 1, 2, 3)) {
      ConflictReply conflict = answer.as(ConflictReply.class);
      assertThat(conflict.entry()).isEqualTo(early.entry());
      assertThat(bench.failures(conflict)).isEmpty();
    }
  }

  @Test
  void attestationsOfTwoEpochsMakeNoCertificate() {
    Bench bench = new Bench(Mode.BASE);
    Party alice = bench.client("alice");
    Version version = Bench.next(GENESIS, alice, "v1");
    List<Answer> answers =
        new ArrayList<>(bench.sendAll(alice, bench.prepare(alice, GENESIS, "v1", null), 1, 2));
    bench.enter(LATER, Epoch.FIRST);
    answers.addAll(bench.sendAll(alice, bench.prepare(alice, GENESIS, "v1", null), 3));
    Statement early = Statement.prepared(Bench.SCOPE, version);
    assertThat(bench.combine(early, answers)).isNull();
    assertThat(bench.combine(early.in(LATER), answers)).isNull();
  }

  @Test
  void whatWasCertifiedUnderKeysThatAreGoneIsRefused() {
    Bench bench = new Bench(Mode.BASE);
    Party alice = bench.client("alice");
    Write write = bench.write(Bench.next(GENESIS, alice, "v1"), "v1");
    bench.enter(LATER);
    assertThat(bench.send(1, alice, write).rule()).isEqualTo("invalid");
    Certificate relabelled = new Certificate(LATER, write.prepared().certificate().proof());
    Write again =
        new Write(
            bench.nonce(),
            new PreparedVersion(write.prepared().version(), relabelled, null),
            write.value());
    assertThat(bench.send(1, alice, again).rule()).isEqualTo("invalid");
  }

  /** A known limit: it cannot go on, and says so; nothing is written at another timestamp. */
  @Test
  void aPendingPrepareOnAPredecessorWhoseKeysAreGoneFailsPlainly() {
    Bench bench = new Bench(Mode.BASE);
    Party alice = bench.client("alice");
    Drive first = Drive.write(bench, BftBcProtocol.BASE, alice, null, "v1").finish(1, 2, 3);
    Drive cut =
        Drive.write(bench, BftBcProtocol.BASE, alice, first.journal, "v2").exchange(1, 2, 3);
    cut.request(Prepare.class);
    bench.enter(LATER);
    Drive resumed =
        Drive.resume(bench, BftBcProtocol.BASE, alice, Objects.requireNonNull(cut.journal));
    resumed.finish(1, 2, 3);
    assertThat(resumed.failure()).startsWith("PREPARE was refused by r1 (invalid: ");
    assertThat(resumed.journal).isEqualTo(cut.journal);
  }
}
