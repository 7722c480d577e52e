package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quorate.api.machine.Input;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.ReadTsPrep;
import org.quorate.register.bftbc.BftBcRequest.Write;
import org.quorate.register.bftbc.WriterJournal.Pending;

/** A write in two phases, and its way back into the base protocol. */
final class OptimisedWriteTest {
  private final Bench bench = new Bench(Mode.OPTIMISED);
  private final Party alice = bench.client("alice");
  private final Party bob = bench.client("bob");

  private Drive write(@Nullable WriterJournal journal, String value) {
    return Drive.write(bench, BftBcProtocol.OPTIMISED, alice, journal, value);
  }

  private Write install(long counter, String value, int... replicas) {
    Write write =
        bench.write(
            new Version(new Timestamp(counter, bob.id(), Path.BASE), Bench.value(value).hash()),
            value);
    bench.sendAll(bob, write, replicas);
    return write;
  }

  @Test
  void write_inTwoPhases() {
    Drive write = write(null, "v1");
    write.request(ReadTsPrep.class);
    write.exchange(1, 2, 3);
    Write second = write.request(Write.class);
    Version version = Bench.nextOptimistic(PreparedVersion.GENESIS, alice, "v1");
    assertThat(second.prepared().version()).isEqualTo(version);
    assertThat(write.signed).containsExactly(PreparedVersion.payload(Bench.SCOPE, version));
    write.exchange(2, 3, 4);
    assertThat(write.returned().version()).isEqualTo(version);
    assertThat(write.roundTrips).isEqualTo(2);
  }

  @Test
  void write_showsItsLastWriteCertificate() {
    Drive first = write(null, "v1").finish(1, 2, 3);
    Drive second = write(first.journal, "v2");
    assertThat(second.request(ReadTsPrep.class).written())
        .isEqualTo(Objects.requireNonNull(first.journal).last());
    assertThat(second.finish(1, 2, 3).roundTrips).isEqualTo(2);
  }

  @Test
  void journal_holdsTheConsentBeforeTheWrite() {
    Drive write = write(null, "v1");
    assertThat(write.journal)
        .isEqualTo(new WriterJournal(null, new Pending(Bench.value("v1"), null, null)));
    write.exchange(1, 2, 3);
    PreparedVersion prepared = write.request(Write.class).prepared();
    assertThat(write.journal)
        .isEqualTo(new WriterJournal(null, new Pending(Bench.value("v1"), null, prepared)));

    install(7, "x", 1, 2, 3, 4);
    Drive resumed =
        Drive.resume(bench, BftBcProtocol.OPTIMISED, alice, Objects.requireNonNull(write.journal));
    assertThat(resumed.request(Write.class).prepared()).isEqualTo(prepared);
    assertThat(resumed.finish(1, 2, 3).returned().version()).isEqualTo(prepared.version());
  }

  /** I6: attestations at one timestamp, gathered before a crash, are worth nothing to anybody. */
  @Test
  void resume_consentsToOneTimestampOnly() {
    Drive cut = write(null, "v1");
    cut.exchange(1, 2);
    install(7, "x", 1, 2, 3, 4);
    Drive resumed =
        Drive.resume(bench, BftBcProtocol.OPTIMISED, alice, Objects.requireNonNull(cut.journal));
    resumed.exchange(2, 3, 4);
    resumed.feed(new Input.TimerFired<>());
    assertThat(resumed.finish(2, 3, 4).returned().value()).isEqualTo(Bench.value("v1"));
    assertThat(cut.signed).isEmpty();
    assertThat(resumed.signed).hasSize(1);
  }

  /** O1. */
  @Test
  void fallBack_whenNoTimestampCanReachAQuorum() {
    install(3, "x", 1);
    install(5, "y", 2);
    Drive write = write(null, "v1").exchange(1, 2, 3);
    Prepare prepare = write.request(Prepare.class);
    assertThat(prepare.preparation().version().ts())
        .isEqualTo(new Timestamp(6, alice.id(), Path.BASE));
    write.finish(1, 2, 3);
    assertThat(write.returned().version()).isEqualTo(prepare.preparation().version());
    assertThat(write.roundTrips).isEqualTo(3);
    assertThat(write.signed).hasSize(1);
  }

  /** O1: one more answer could still bring a quorum together; but not for long. */
  @Test
  void fallBack_whenTheTimerRunsOut() {
    install(3, "x", 1);
    Drive write = write(null, "v1").exchange(1, 2);
    assertThat(write.timerMillis).isNull();
    write.exchange(3);
    assertThat(write.timerMillis).isEqualTo(ReadTsPrepPhase.PATIENCE_MILLIS);
    assertThat(write.request()).isInstanceOf(ReadTsPrep.class);
    write.feed(new Input.TimerFired<>());
    assertThat(write.request(Prepare.class).preparation().version().ts())
        .isEqualTo(new Timestamp(4, alice.id(), Path.BASE));
  }

  @Test
  void fallBack_isNotNeededWhenTheLastAnswerFits() {
    install(3, "x", 1);
    Drive write = write(null, "v1").exchange(1, 2, 3, 4);
    assertThat(write.request(Write.class).prepared().version().ts())
        .isEqualTo(new Timestamp(1, alice.id(), Path.OPTIMISTIC));
  }

  @Test
  void fallBack_ignoresLateOptimisticAnswers() {
    install(3, "x", 1);
    Drive write = write(null, "v1");
    BftBcRequest optimistic = write.request();
    write.exchange(1, 2, 3);
    write.feed(new Input.TimerFired<>());
    write.hear(bench.send(4, alice, optimistic), optimistic);
    assertThat(write.request()).isInstanceOf(Prepare.class);
    assertThat(write.noticed).isEmpty();
  }

  /** O1: a correct client never stays behind its own stale entry. */
  @Test
  void fallBack_getsPastAStaleEntryOfItsOwn() {
    install(9, "x", 1, 2, 3, 4);
    bench.sendAll(
        alice, new ReadTsPrep(bench.nonce(), Bench.value("stale").hash(), null), 1, 2, 3, 4);
    Drive write = write(null, "v1").exchange(1, 2, 3);
    assertThat(write.request()).isInstanceOf(Prepare.class);
    write.finish(1, 2, 3);
    // The write certificate closes the stale entry: 10:alice:optimistic < 10:alice.
    assertThat(write(write.journal, "v2").finish(1, 2, 3).roundTrips).isEqualTo(2);
  }

  @Test
  void timer_meansNothingLater() {
    Drive write = write(null, "v1").exchange(1, 2, 3);
    BftBcRequest request = write.request(Write.class);
    write.feed(new Input.TimerFired<>());
    assertThat(write.request()).isSameAs(request);
  }

  @Test
  void timer_withoutAQuorumOfAnswersChangesNothing() {
    Drive write = write(null, "v1").exchange(1, 2);
    write.feed(new Input.TimerFired<>());
    assertThat(write.request()).isInstanceOf(ReadTsPrep.class);
    assertThat(write.exchange(3).request()).isInstanceOf(Write.class);
  }

  @Test
  void refusal_beforePrepareLeavesNothingBehind() {
    bench.mayNotWrite.add(alice.id());
    Drive write = write(null, "v1").exchange(1, 2);
    assertThat(write.failure()).contains("READ-TS-PREP").contains("no right");
    assertThat(write.journal).isEqualTo(new WriterJournal(null, null));
  }

  @Test
  void counter_atItsLimitFailsClosed() {
    install(Timestamp.COUNTER_MAX, "x", 1, 2, 3, 4);
    assertThat(write(null, "v1").exchange(1, 2, 3).failure()).contains("at its limit");
  }

  /**
   * Equal values written twice, with a replica that lags and predicts the first timestamp again.
   */
  @Test
  void write_ofAnEqualValueIsAnotherVersion() {
    Drive first = write(null, "v1").exchange(1, 2, 3, 4).exchange(1, 2, 3);
    Drive second = write(first.journal, "v1").exchange(4, 1, 2);
    assertThat(second.isPending()).isTrue();
    second.exchange(3).finish(1, 2, 3);
    assertThat(second.returned().version().isAfter(first.returned().version())).isTrue();
  }
}
