package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcReply.ConflictReply;
import org.quorate.register.bftbc.BftBcReply.ReadReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsPrepReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsReply;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.ReadTsPrep;
import org.quorate.register.bftbc.BftBcRequest.Write;

/**
 * Writes that stop in the middle, and what stands in others' way then. The prefixes of the tests
 * are the rows of the attack matrix, which the rules P1 to P5 are not.
 */
final class UnfinishedWriteAttackTest {
  private static final PreparedVersion GENESIS = PreparedVersion.GENESIS;

  /** All sets of {@code size} of the first {@code of} replicas. */
  private static List<int[]> sets(int size, int of) {
    return IntStream.range(0, 1 << of)
        .filter(bits -> Integer.bitCount(bits) == size)
        .mapToObj(bits -> IntStream.rangeClosed(1, of).filter(r -> (bits >> (r - 1) & 1) == 1))
        .map(IntStream::toArray)
        .toList();
  }

  /** Two readers, one after the other, whichever quorums answer; liars forget in between. */
  @AtOneAndTwoFaults
  void p1_aPartialWriteIsReadOrNotButNeverNewThenOld(int faults) {
    int replicas = 3 * faults + 1;
    for (int reached = 1; reached <= 2 * faults; reached++) {
      for (int[] first : sets(2 * faults + 1, replicas)) {
        for (int[] second : sets(2 * faults + 1, replicas)) {
          Conspiracy all = new Conspiracy(Mode.BASE, faults);
          PreparedVersion v1 = all.prepare(all.client("mallory"), GENESIS, "v1");
          Write write = new Write(all.bench.nonce(), v1, Bench.value("v1"));
          all.bench.sendAll(
              all.client("mallory"), write, IntStream.rangeClosed(1, reached).toArray());
          Drive early = Drive.read(all.bench, BftBcProtocol.BASE, all.client("early"));
          assertThat(early.finish(first).returned().value()).isIn(Value.ABSENT, Bench.value("v1"));
          assertThat(early.roundTrips).isLessThanOrEqualTo(2);
          for (int liar : all.accomplices) {
            all.bench.state(liar, ReplicaState.GENESIS);
          }
          Drive late = Drive.read(all.bench, BftBcProtocol.BASE, all.client("late"));
          Version seen = late.finish(second).returned().version();
          assertThat(early.returned().version().isAfter(seen))
              .as(
                  "%d reached; %s, then %s",
                  reached, Arrays.toString(first), Arrays.toString(second))
              .isFalse();
        }
      }
    }
  }

  @AtOneAndTwoFaults
  void p1_aReadersWriteBackCompletesAPartialWriteAndNobodyIsBlocked(int faults) {
    for (BftBcProtocol protocol :
        List.of(BftBcProtocol.BASE, BftBcProtocol.OPTIMISED, BftBcProtocol.STRONG)) {
      Conspiracy all = new Conspiracy(protocol.mode(), faults);
      Party mallory = all.client("mallory");
      PreparedVersion v1 =
          protocol.mode() == Mode.STRONG
              ? all.prepareStrong(mallory, "v1")
              : all.prepare(mallory, GENESIS, "v1");
      all.bench.sendAll(mallory, new Write(all.bench.nonce(), v1, Bench.value("v1")), 1);
      assertThat(all.read()).isEqualTo(Bench.value("v1"));
      assertThat(
              Arrays.stream(all.correct)
                  .filter(r -> all.bench.state(r).current().prepared().equals(v1)))
          .hasSizeGreaterThanOrEqualTo(faults + 1);
      Drive write = all.honestWrite(protocol, null, "v2");
      assertThat(write.roundTrips)
          .isLessThanOrEqualTo(protocol.guarantee().roundTrips().writeWorst());
      assertThat(all.read()).isEqualTo(Bench.value("v2"));
    }
  }

  @AtOneAndTwoFaults
  void p2_aPrepareWithoutAWriteIsOneOpenEntryAndAffectsNobody(int faults) {
    Conspiracy all = new Conspiracy(Mode.BASE, faults);
    Party mallory = all.client("mallory");
    PreparedVersion unwritten = all.prepare(mallory, GENESIS, "v1");
    Drive write = all.honestWrite(BftBcProtocol.BASE, null, "a");
    assertThat(write.roundTrips).isEqualTo(3);
    assertThat(write.noticed).isEmpty();
    Drive read = Drive.read(all.bench, BftBcProtocol.BASE, all.client("reader"));
    assertThat(read.finish(all.correct).returned().value()).isEqualTo(Bench.value("a"));
    assertThat(read.roundTrips).isEqualTo(1);
    for (int replica : all.correct) {
      assertThat(all.bench.state(replica).prepareList().get(mallory.id()).version())
          .isEqualTo(unwritten.version());
    }
  }

  @AtOneAndTwoFaults
  void p3_aSecondPrepareIsRefusedUntilTheFirstIsShownComplete(int faults) {
    Conspiracy all = new Conspiracy(Mode.BASE, faults);
    Party mallory = all.client("mallory");
    PreparedVersion first = all.prepare(mallory, GENESIS, "v1");
    for (PreparedVersion predecessor : List.of(GENESIS, first)) {
      Prepare second = all.bench.prepare(mallory, predecessor, "v2", null);
      for (Answer answer : all.bench.sendAll(mallory, second, all.correct)) {
        assertThat(answer.as(ConflictReply.class).entry().version()).isEqualTo(first.version());
        assertThat(answer.attestation()).isNull();
      }
    }
    WrittenVersion shown = all.write(first, "v1", all.enough());
    assertThat(all.tryPrepare(mallory, first, "v2", shown)).isNotNull();
  }

  @AtOneAndTwoFaults
  void p3_optimisedHasOneOutstandingPrepareForEachList(int faults) {
    Conspiracy all = new Conspiracy(Mode.OPTIMISED, faults);
    Party mallory = all.client("mallory");
    all.prepareOptimistically(mallory, "v1");
    PreparedVersion base = all.prepare(mallory, GENESIS, "v2");
    assertThat(all.tryPrepare(mallory, base, "v3", null)).isNull();
    ReadTsPrep another = new ReadTsPrep(all.bench.nonce(), Bench.value("v3").hash(), null);
    for (Answer answer : all.bench.sendAll(mallory, another, all.correct)) {
      assertThat(answer.reply()).isInstanceOf(ReadTsReply.class);
      assertThat(answer.attestation()).isNull();
    }
  }

  /** A version nobody wrote, certified, with a value that is not its own; dropped on arrival. */
  private static ReadReply withheld(Conspiracy all, PreparedVersion unwritten, BftBcRequest to) {
    ReadReply reply = new ReadReply(to.nonce(), unwritten, null, Bench.value("another"));
    assertThat(all.bench.failures(reply)).hasSize(1);
    return reply;
  }

  @AtOneAndTwoFaults
  void e9_aReaderCompletesOnAVersionWhoseValueItHolds(int faults) {
    Conspiracy all = new Conspiracy(Mode.BASE, faults);
    all.honestWrite(BftBcProtocol.BASE, null, "v1");
    PreparedVersion unwritten =
        all.bench.prepared(Bench.next(GENESIS, all.client("mallory"), "withheld"));
    assertThat(unwritten.ts()).isGreaterThan(all.bench.state(1).current().version().ts());
    Drive read = Drive.read(all.bench, BftBcProtocol.BASE, all.client("reader"));
    withheld(all, unwritten, read.request());
    assertThat(read.finish(all.correct).returned().value()).isEqualTo(Bench.value("v1"));
    assertThat(read.roundTrips).isEqualTo(1);
  }

  @AtOneAndTwoFaults
  void e9_aStrongWriterCompletesOnAVersionWhoseValueItHolds(int faults) {
    Conspiracy all = new Conspiracy(Mode.STRONG, faults);
    PreparedVersion unwritten = all.prepareStrong(all.client("mallory"), "withheld");
    Drive write = Drive.write(all.bench, BftBcProtocol.STRONG, all.client("alice"), null, "v1");
    withheld(all, unwritten, write.request());
    write.finish(all.correct);
    assertThat(write.returned().version().ts())
        .isEqualTo(new Timestamp(1, all.client("alice").id(), Path.BASE));
    assertThat(write.roundTrips).isEqualTo(3);
  }

  /** Where no value is asked for, the version can be built upon; it is never read. */
  @AtOneAndTwoFaults
  void e9_aWriterMayBuildOnAVersionThatNobodyWrote(int faults) {
    for (BftBcProtocol protocol : List.of(BftBcProtocol.BASE, BftBcProtocol.OPTIMISED)) {
      Conspiracy all = new Conspiracy(protocol.mode(), faults);
      PreparedVersion unwritten = all.prepare(all.client("mallory"), GENESIS, "withheld");
      Party alice = all.client("alice");
      Drive write = Drive.write(all.bench, protocol, alice, null, "v1");
      BftBcRequest request = write.request();
      for (int liar : all.accomplices) {
        BftBcReply claim =
            protocol.mode() == Mode.BASE
                ? new ReadTsReply(request.nonce(), unwritten)
                : new ReadTsPrepReply(
                    request.nonce(),
                    unwritten,
                    unwritten.ts().successor(alice.id(), Path.OPTIMISTIC));
        write.hear(new Answer(liar, claim, null, null), request);
      }
      write.finish(all.correct);
      assertThat(write.returned().value()).isEqualTo(Bench.value("v1"));
      assertThat(write.roundTrips)
          .isLessThanOrEqualTo(protocol.guarantee().roundTrips().writeWorst());
      assertThat(all.read()).isEqualTo(Bench.value("v1"));
    }
  }

  /** Every correct replica holds another version, and predicts another timestamp. */
  private static void race(Conspiracy all) {
    for (int replica : all.correct) {
      Timestamp ts = new Timestamp(2L * replica, all.client("bob").id(), Path.BASE);
      String value = "x" + replica;
      all.bench.send(
          replica,
          all.client("bob"),
          all.bench.write(new Version(ts, Bench.value(value).hash()), value));
    }
  }

  @AtOneAndTwoFaults
  void o1_writersWhoRaceFallBackToTheBasePhases(int faults) {
    Conspiracy all = new Conspiracy(Mode.OPTIMISED, faults);
    race(all);
    Drive write = Drive.write(all.bench, BftBcProtocol.OPTIMISED, all.client("alice"), null, "v1");
    write.exchange(all.correct);
    assertThat(write.request(Prepare.class).preparation().version().ts())
        .isEqualTo(new Timestamp(4L * faults + 3, all.client("alice").id(), Path.BASE));
    write.finish(all.correct).returned();
    assertThat(write.roundTrips).isEqualTo(3);
    assertThat(write.signed).hasSize(1);
    assertThat(all.read()).isEqualTo(Bench.value("v1"));
  }

  /** Entries at four timestamps, all of them too high for what comes next; and it goes on. */
  @AtOneAndTwoFaults
  void o1_aClientNeverStaysBehindItsOwnStaleEntries(int faults) {
    Conspiracy all = new Conspiracy(Mode.OPTIMISED, faults);
    Party alice = all.client("alice");
    race(all);
    all.bench.sendAll(
        alice, new ReadTsPrep(all.bench.nonce(), Bench.value("stale").hash(), null), all.correct);
    List<Integer> roundTrips = new ArrayList<>();
    Drive last = null;
    for (String value : List.of("v1", "v2", "v3")) {
      last = all.honestWrite(BftBcProtocol.OPTIMISED, last, value);
      roundTrips.add(last.roundTrips);
      assertThat(all.read()).isEqualTo(Bench.value(value));
    }
    assertThat(roundTrips).containsExactly(3, 2, 2);
  }
}
