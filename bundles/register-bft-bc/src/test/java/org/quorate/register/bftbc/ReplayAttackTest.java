package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.Value;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcReply.ReadTsPrepReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsReply;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.ReadTsPrep;
import org.quorate.register.bftbc.BftBcRequest.Write;

/** Row E6 of the attack matrix: what was once said, said again by whomever, whenever. */
final class ReplayAttackTest {

  @AtOneAndTwoFaults
  void e6_anOldPrepareOrWriteChangesNothing(int faults) {
    Conspiracy all = new Conspiracy(Mode.BASE, faults);
    Drive write = Drive.write(all.bench, BftBcProtocol.BASE, all.client("alice"), null, "v1");
    write.exchange(all.correct);
    Prepare prepare = write.request(Prepare.class);
    write.exchange(all.correct);
    Write first = write.request(Write.class);
    Answer attested = all.bench.send(1, all.client("alice"), first);
    write.finish(all.correct);
    for (int round = 0; round < 2; round++) {
      for (int replica : all.correct) {
        ReplicaState before = all.bench.state(replica);
        all.bench.send(replica, all.client("mallory"), prepare);
        Answer again = all.bench.send(replica, all.client("mallory"), first);
        assertThat(all.bench.state(replica)).isSameAs(before);
        assertThat(replica == 1 ? again.attestation() : attested.attestation())
            .isEqualTo(attested.attestation());
      }
      all.honestWrite(BftBcProtocol.BASE, write, "v2");
    }
    assertThat(all.read()).isEqualTo(Bench.value("v2"));
  }

  /** On a channel of its own a copy is a question of whoever sends it, and of nobody else. */
  @AtOneAndTwoFaults
  void e6_aReadTsPrepOnAnotherChannelGrantsNothingInItsClientsName(int faults) {
    Conspiracy all = new Conspiracy(Mode.OPTIMISED, faults);
    Party alice = all.client("alice");
    Drive write = Drive.write(all.bench, BftBcProtocol.OPTIMISED, alice, null, "v1");
    ReadTsPrep request = write.request(ReadTsPrep.class);
    for (Answer stolen : all.bench.sendAll(all.client("mallory"), request, all.correct)) {
      assertThat(stolen.as(ReadTsPrepReply.class).ts().client())
          .isEqualTo(all.client("mallory").id());
    }
    for (int replica : all.correct) {
      assertThat(all.bench.state(replica).optimisticList())
          .containsOnlyKeys(all.client("mallory").id());
    }
    write.finish(all.correct);
    assertThat(write.roundTrips).isEqualTo(2);
    assertThat(write.returned().version())
        .isEqualTo(Bench.nextOptimistic(PreparedVersion.GENESIS, alice, "v1"));
  }

  @AtOneAndTwoFaults
  void e6_aNonceOnceAnsweredIsAnsweredTheSame(int faults) {
    assertThat(timestampsOfOneNonce(new Conspiracy(Mode.OPTIMISED, faults))).containsOnly(1L);
  }

  /** At which counters a READ-TS-PREP is granted that is repeated while the register moves on. */
  static List<Long> timestampsOfOneNonce(Conspiracy all) {
    Party alice = all.client("alice");
    Nonce nonce = all.bench.nonce();
    List<Long> granted = new ArrayList<>();
    WrittenVersion last = null;
    for (int round = 0; round < 3; round++) {
      ReadTsPrep request = new ReadTsPrep(nonce, Bench.value("v").hash(), last);
      for (Answer answer : all.bench.sendAll(alice, request, all.correct)) {
        if (answer.attestation() != null) {
          granted.add(answer.as(ReadTsPrepReply.class).ts().counter());
        }
      }
      Drive other = Drive.write(all.bench, BftBcProtocol.BASE, all.client("bob"), null, "x");
      last = Objects.requireNonNull(other.finish(all.correct).journal).last();
    }
    return granted;
  }

  /**
   * A replica remembers one nonce of a client: a copy that comes much too late is granted anew. The
   * stale entry costs the client the optimistic path once, and nobody can write what it shows.
   */
  @AtOneAndTwoFaults
  void e6_anOldReadTsPrepOnItsOwnChannelCostsOneRoundTripAtMost(int faults) {
    Conspiracy all = new Conspiracy(Mode.OPTIMISED, faults);
    Party alice = all.client("alice");
    Drive first = Drive.write(all.bench, BftBcProtocol.OPTIMISED, alice, null, "v1");
    ReadTsPrep old = first.request(ReadTsPrep.class);
    first.finish(all.correct);
    Drive second =
        Drive.write(all.bench, BftBcProtocol.OPTIMISED, alice, first.journal, "v2")
            .finish(all.correct);
    ReadTsPrep shown =
        new ReadTsPrep(
            all.bench.nonce(),
            Bench.value("x").hash(),
            Objects.requireNonNull(second.journal).last());
    all.bench.sendAll(all.client("bob"), shown, all.correct); // closes what alice had prepared

    for (Answer late : all.bench.sendAll(alice, old, all.correct)) {
      assertThat(late.as(ReadTsPrepReply.class).ts().counter()).isEqualTo(3);
    }
    Drive third = Drive.write(all.bench, BftBcProtocol.OPTIMISED, alice, second.journal, "v3");
    third.finish(all.correct).returned();
    assertThat(third.roundTrips).isEqualTo(3);
    assertThat(third.signed).hasSize(1);
    assertThat(all.read()).isEqualTo(Bench.value("v3"));

    Drive fourth = Drive.write(all.bench, BftBcProtocol.OPTIMISED, alice, third.journal, "v4");
    assertThat(fourth.finish(all.correct).roundTrips).isEqualTo(2);
  }

  @AtOneAndTwoFaults
  void e6_anAnswerWithAForeignNonceNeverCounts(int faults) {
    for (BftBcProtocol protocol :
        List.of(BftBcProtocol.BASE, BftBcProtocol.OPTIMISED, BftBcProtocol.STRONG)) {
      Conspiracy all = new Conspiracy(protocol.mode(), faults);
      Party bob = all.client("bob");
      Drive earlierRead = Drive.read(all.bench, protocol, bob);
      Drive earlierWrite = Drive.write(all.bench, protocol, bob, null, "v");
      List<Answer> toRead = all.bench.sendAll(bob, earlierRead.request(), all.correct);
      List<Answer> toWrite = all.bench.sendAll(bob, earlierWrite.request(), all.correct);
      Drive write = all.honestWrite(protocol, null, "v1");

      Drive read = Drive.read(all.bench, protocol, bob);
      toRead.forEach(answer -> read.hear(answer, read.request()));
      assertThat(read.isPending()).isTrue();
      assertThat(read.finish(all.correct).returned().value()).isEqualTo(Bench.value("v1"));

      Drive again = Drive.write(all.bench, protocol, bob, null, "v");
      BftBcRequest asked = again.request();
      toWrite.forEach(answer -> again.hear(answer, asked));
      assertThat(again.request()).isSameAs(asked);
      assertThat(again.finish(all.correct).returned().version().ts())
          .isGreaterThan(write.returned().version().ts());
      assertThat(again.noticed).isEmpty();
    }
  }

  /** Whatever liars answer twice, under one nonce or another, is one vote each. */
  @AtOneAndTwoFaults
  void e6_aRepeatedAnswerIsOneVote(int faults) {
    Conspiracy all = new Conspiracy(Mode.BASE, faults);
    Drive write = Drive.write(all.bench, BftBcProtocol.BASE, all.client("alice"), null, "v1");
    BftBcRequest request = write.request();
    for (int round = 0; round <= 3 * faults; round++) {
      for (int liar : all.accomplices) {
        write.hear(
            new Answer(liar, new ReadTsReply(request.nonce(), PreparedVersion.GENESIS), null, null),
            request);
      }
    }
    assertThat(write.request()).isSameAs(request);
    assertThat(all.read()).isEqualTo(Value.ABSENT);
  }
}
