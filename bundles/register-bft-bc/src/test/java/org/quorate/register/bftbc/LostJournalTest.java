package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcReply.ConflictReply;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.ReadWritten;
import org.quorate.register.bftbc.BftBcRequest.Write;

/** A client whose journal is gone, and whose own open entry stands in its way. */
final class LostJournalTest {
  private final Bench bench = new Bench(Mode.BASE);
  private final Party alice = bench.client("alice");
  private final Party bob = bench.client("bob");

  private Drive write(Party client, @Nullable WriterJournal journal, String value) {
    return Drive.write(bench, BftBcProtocol.BASE, client, journal, value);
  }

  /** Prepared everywhere at 1:alice, then everything forgotten. */
  private Prepare forgottenWrite() {
    Prepare prepare = write(alice, null, "forgotten").exchange(1, 2, 3).request(Prepare.class);
    bench.sendAll(alice, prepare, 1, 2, 3, 4);
    return prepare;
  }

  @Test
  void theWriteGoesOnWhenAnotherOneHasCompletedSince() {
    forgottenWrite();
    write(bob, null, "x").finish(1, 2, 3); // 1:bob covers 1:alice
    Drive write = write(alice, null, "v1").exchange(1, 2, 3);
    Version asked = write.request(Prepare.class).preparation().version();
    assertThat(asked.ts()).isEqualTo(new Timestamp(2, alice.id(), Path.BASE));
    write.exchange(1);
    assertThat(write.request()).isInstanceOf(Prepare.class);
    assertThat(write.progress()).contains("unknown entry of this client at {r1}");
    write.exchange(2);
    write.request(ReadWritten.class);
    write.exchange(1, 2, 3);
    Preparation again = write.request(Prepare.class).preparation();
    assertThat(again.version()).isEqualTo(asked);
    assertThat(Objects.requireNonNull(again.written()).version().ts().client()).isEqualTo(bob.id());
    assertThat(write.finish(1, 2, 3).returned().version()).isEqualTo(asked);
    assertThat(write.noticed).isEmpty();
  }

  @Test
  void theReadIsWrittenBackIfNeedBe() {
    forgottenWrite();
    Drive half = write(bob, null, "x").exchange(1, 2, 3).exchange(1, 2, 3);
    half.exchange(1);
    Drive write = write(alice, null, "v1").exchange(1, 2, 3).exchange(1, 2).exchange(1, 2, 3);
    assertThat(write.request(Write.class).prepared().version().ts().client()).isEqualTo(bob.id());
    assertThat(write.finish(1, 2, 3).returned().value()).isEqualTo(Bench.value("v1"));
  }

  /** Its timestamp is taken for good, so this write cannot have it, and must have no other one. */
  @Test
  void theWriteFailsPlainlyWhileNothingCoversTheEntry() {
    forgottenWrite();
    Drive write = write(alice, null, "v1").exchange(1, 2, 3).exchange(1, 2).exchange(1, 2, 3);
    assertThat(write.failure())
        .contains("journal for the register was lost")
        .contains("at 1:alice")
        .contains("when another client has written");
    assertThat(Objects.requireNonNull(write.journal).pending()).isNull();

    write(bob, null, "x").finish(1, 2, 3);
    Drive next = write(alice, write.journal, "v2").finish(1, 2, 3);
    assertThat(next.returned().value()).isEqualTo(Bench.value("v2"));
  }

  /** As long as a liar alone says so, nothing is given up. */
  @Test
  void oneReplicaAloneIsNotBelieved() {
    Prepare forgotten = forgottenWrite();
    Drive write = write(bob, null, "x").finish(1, 2, 3);
    assertThat(write.returned().value()).isEqualTo(Bench.value("x"));
    bench.state(1, ReplicaState.GENESIS);
    bench.state(2, ReplicaState.GENESIS);
    bench.state(3, ReplicaState.GENESIS);
    Drive alone = write(alice, null, "v1").exchange(1, 2, 3);
    BftBcRequest request = alone.request();
    for (int i = 0; i < 3; i++) {
      alone.hear(
          new Answer(4, new ConflictReply(request.nonce(), forgotten.entry()), null, null),
          request);
    }
    assertThat(alone.request()).isSameAs(request);
    assertThat(alone.finish(1, 2, 3).returned().value()).isEqualTo(Bench.value("v1"));
  }

  /**
   * In the strong mode W goes with P, so the next write, with a newer P, is the one that succeeds.
   */
  @Test
  void strong_theNextWriteSucceeds() {
    Bench strong = new Bench(Mode.STRONG);
    Drive.write(strong, BftBcProtocol.STRONG, strong.client("alice"), null, "forgotten")
        .exchange(1, 2, 3)
        .exchange(1, 2, 3, 4);
    Drive stuck =
        Drive.write(strong, BftBcProtocol.STRONG, strong.client("alice"), null, "v1")
            .exchange(1, 2, 3)
            .exchange(1, 2)
            .exchange(1, 2, 3);
    assertThat(stuck.failure()).contains("journal for the register was lost");
    Drive.write(strong, BftBcProtocol.STRONG, strong.client("bob"), null, "x").finish(1, 2, 3);
    Drive next =
        Drive.write(strong, BftBcProtocol.STRONG, strong.client("alice"), stuck.journal, "v2");
    assertThat(next.finish(1, 2, 3).returned().value()).isEqualTo(Bench.value("v2"));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aCompletedWriteForgottenIsNotInTheWay(Mode mode) {
    Bench fresh = new Bench(mode);
    BftBcProtocol protocol = new BftBcProtocol("any", mode, BftBcProtocol.BASE.certificates());
    Drive.write(fresh, protocol, fresh.client("alice"), null, "v1").finish(1, 2, 3);
    Drive again = Drive.write(fresh, protocol, fresh.client("alice"), null, "v2").finish(1, 2, 3);
    assertThat(again.returned().value()).isEqualTo(Bench.value("v2"));
  }

  @Test
  void aForgottenOptimisticEntryIsNotInTheWay() {
    Bench optimised = new Bench(Mode.OPTIMISED);
    Drive.write(optimised, BftBcProtocol.OPTIMISED, optimised.client("alice"), null, "v1")
        .exchange(1, 2);
    Drive again =
        Drive.write(optimised, BftBcProtocol.OPTIMISED, optimised.client("alice"), null, "v2");
    assertThat(again.finish(1, 2, 3).returned().value()).isEqualTo(Bench.value("v2"));
  }
}
