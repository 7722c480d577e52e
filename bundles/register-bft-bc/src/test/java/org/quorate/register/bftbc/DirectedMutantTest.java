package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Outcome;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcReply.ReadTsReply;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.ReadTs;
import org.quorate.register.bftbc.BftBcRequest.Write;

/**
 * Bugs that random schedules would not show, because what they would let through is never made
 * there. Each test plants one, shows what comes of it, and that nothing comes of it without. The
 * prefixes are rules of the protocol.
 */
final class DirectedMutantTest {
  private static final PreparedVersion GENESIS = PreparedVersion.GENESIS;

  private static Conspiracy with(Mutant mutant, Mode mode, int faults) {
    return new Conspiracy(mutant.plant(), mode, faults);
  }

  private static Conspiracy without(Mode mode, int faults) {
    return new Conspiracy(mode, faults);
  }

  @AtOneAndTwoFaults
  void p1_aPrepareSignedByAnybodyBlocksItsClient(int faults) {
    assertThat(isBlocked(with(Mutant.TAKES_ANY_SIGNATURE_OF_A_PREPARE, Mode.BASE, faults)))
        .isTrue();
    assertThat(isBlocked(without(Mode.BASE, faults))).isFalse();
  }

  /** Mallory prepares in alice's name, and then alice herself. */
  private static boolean isBlocked(Conspiracy all) {
    Party alice = all.client("alice");
    Preparation inHerName = new Preparation(GENESIS, Bench.next(GENESIS, alice, "not hers"), null);
    Prepare forged = all.bench.prepare(all.client("mallory"), inHerName);
    all.bench.sendAll(all.client("mallory"), forged, all.correct);
    Drive write = Drive.write(all.bench, BftBcProtocol.BASE, alice, null, "v1");
    return write.finish(all.correct).outcome instanceof Outcome.Failed;
  }

  @AtOneAndTwoFaults
  void p1_aPrepareOnTheOptimisticPathGivesATimestampTwoValues(int faults) {
    assertThat(secondValue(with(Mutant.PREPARES_ON_EITHER_PATH, Mode.OPTIMISED, faults)))
        .isNotNull();
    assertThat(secondValue(without(Mode.OPTIMISED, faults))).isNull();
  }

  /** The certificate of another value at the timestamp that mallory was granted for the first. */
  private static @Nullable Certificate secondValue(Conspiracy all) {
    Party mallory = all.client("mallory");
    all.prepareOptimistically(mallory, "v1");
    Version second = Bench.nextOptimistic(GENESIS, mallory, "v2");
    Prepare prepare = all.bench.prepare(mallory, new Preparation(GENESIS, second, null));
    return all.certificate(
        Statement.prepared(Bench.SCOPE, second), all.bench.sendAll(mallory, prepare, all.correct));
  }

  @AtOneAndTwoFaults
  void p1_aPrepareOfARemovedClientIsCertified(int faults) {
    assertThat(
            preparedAfterRemoval(with(Mutant.TAKES_PREPARES_OF_REMOVED_CLIENTS, Mode.BASE, faults)))
        .isTrue();
    assertThat(preparedAfterRemoval(without(Mode.BASE, faults))).isFalse();
  }

  private static boolean preparedAfterRemoval(Conspiracy all) {
    Party mallory = all.client("mallory");
    all.bench.revoked.add(mallory.id());
    return all.tryPrepare(mallory, GENESIS, "v", null) != null;
  }

  @AtOneAndTwoFaults
  void p2_aForgedWriteCertificateClosesAnOpenEntry(int faults) {
    assertThat(outstandingPrepares(with(Mutant.TAKES_ANY_WRITE_CERTIFICATE, Mode.BASE, faults)))
        .isEqualTo(2);
    assertThat(outstandingPrepares(without(Mode.BASE, faults))).isEqualTo(1);
  }

  /** Of mallory, who wrote nothing and claims to have written the first. */
  private static int outstandingPrepares(Conspiracy all) {
    Party mallory = all.client("mallory");
    PreparedVersion first = all.prepare(mallory, GENESIS, "v1");
    WrittenVersion claimed = new WrittenVersion(first.version(), first.certificate());
    return all.tryPrepare(mallory, first, "v2", claimed) == null ? 1 : 2;
  }

  @AtOneAndTwoFaults
  void p3_forgettingClosedEntriesAllowsASecondValue(int faults) {
    assertThat(
            EquivocationAttackTest.secondValueAtACompletedTimestamp(
                with(Mutant.FORGETS_CLOSED_ENTRIES, Mode.BASE, faults)))
        .isNotNull();
    assertThat(EquivocationAttackTest.secondValueAtACompletedTimestamp(without(Mode.BASE, faults)))
        .isNull();
  }

  @AtOneAndTwoFaults
  void readTsPrep_aNonceAnsweredAnewIsGrantedAtManyTimestamps(int faults) {
    assertThat(
            ReplayAttackTest.timestampsOfOneNonce(
                with(Mutant.ANSWERS_A_NONCE_ANEW, Mode.OPTIMISED, faults)))
        .contains(1L, 2L);
    assertThat(ReplayAttackTest.timestampsOfOneNonce(without(Mode.OPTIMISED, faults)))
        .containsOnly(1L);
  }

  @AtOneAndTwoFaults
  void write_aCertificateOfAnotherRegisterInstallsAValue(int faults) {
    assertThat(
            readAfterAForeignWrite(
                with(Mutant.TAKES_CERTIFICATES_OF_ANOTHER_KEY, Mode.BASE, faults)))
        .isEqualTo(Bench.value("foreign"));
    assertThat(readAfterAForeignWrite(without(Mode.BASE, faults))).isEqualTo(Value.ABSENT);
  }

  private static Value readAfterAForeignWrite(Conspiracy all) {
    Version version = Bench.next(GENESIS, all.client("mallory"), "foreign");
    PreparedVersion foreign =
        new PreparedVersion(
            version,
            all.bench.certificate(
                Statement.prepared(
                    new Scope(Bench.SCOPE.cluster(), Bench.SCOPE.epoch(), BrokenClaims.ANOTHER_KEY),
                    version)),
            null);
    all.bench.sendAll(
        all.client("mallory"),
        new Write(all.bench.nonce(), foreign, Bench.value("foreign")),
        all.correct);
    return all.read();
  }

  @AtOneAndTwoFaults
  void write_aValueOfAnotherHashIsRead(int faults) {
    assertThat(readAfterASwap(with(Mutant.TAKES_ANY_VALUE, Mode.BASE, faults)))
        .isEqualTo(Bench.value("swapped"));
    assertThat(readAfterASwap(without(Mode.BASE, faults))).isEqualTo(Value.ABSENT);
  }

  private static Value readAfterASwap(Conspiracy all) {
    Party mallory = all.client("mallory");
    PreparedVersion v1 = all.prepare(mallory, GENESIS, "v1");
    all.bench.sendAll(
        mallory, new Write(all.bench.nonce(), v1, Bench.value("swapped")), all.correct);
    return all.read();
  }

  @AtOneAndTwoFaults
  void c1_withoutConsentAValueAppearsTwice(int faults) {
    assertThat(
            EquivocationAttackTest.oneWriteAtTwoTimestamps(
                with(Mutant.ASKS_FOR_NO_CONSENT, Mode.OPTIMISED, faults)))
        .containsExactly(Bench.value("v"), Bench.value("v2"), Bench.value("v"));
    assertThat(EquivocationAttackTest.oneWriteAtTwoTimestamps(without(Mode.OPTIMISED, faults)))
        .containsExactly(Value.ABSENT, Bench.value("v2"), Bench.value("v"));
  }

  @AtOneAndTwoFaults
  void nonce_anOldAnswerIsTakenForANewOne(int faults) {
    assertThat(readWithOldAnswers(Mutant.TAKES_ANSWERS_TO_OTHER_QUESTIONS.plant(), faults))
        .isEqualTo(Value.ABSENT);
    assertThat(readWithOldAnswers(Alteration.NONE, faults)).isEqualTo(Bench.value("v1"));
  }

  /** What is read after a completed write, when the answers from before it come first. */
  private static Value readWithOldAnswers(Alteration alteration, int faults) {
    Conspiracy all = without(Mode.BASE, faults);
    Party reader = all.client("reader");
    List<Answer> old =
        all.bench.sendAll(reader, reading(all, Alteration.NONE).request(), all.correct);
    all.honestWrite(BftBcProtocol.BASE, null, "v1");
    Drive read = reading(all, alteration);
    for (Answer answer : old) {
      if (read.isPending()) {
        read.hear(answer, read.request());
      }
    }
    return read.finish(all.correct).returned().value();
  }

  /** New, then old: what a write-back is for. */
  @AtOneAndTwoFaults
  void read_withoutAWriteBackANewValueIsFollowedByAnOldOne(int faults) {
    assertThat(seenByTwo(Mutant.WRITES_NOTHING_BACK.plant(), faults))
        .containsExactly(Bench.value("v1"), Value.ABSENT);
    assertThat(seenByTwo(Alteration.NONE, faults))
        .containsExactly(Bench.value("v1"), Bench.value("v1"));
  }

  /** The write reached one replica, which the second reader does not meet. */
  private static List<Value> seenByTwo(Alteration alteration, int faults) {
    Conspiracy all = without(Mode.BASE, faults);
    Party mallory = all.client("mallory");
    PreparedVersion v1 = all.prepare(mallory, GENESIS, "v1");
    all.bench.sendAll(mallory, new Write(all.bench.nonce(), v1, Bench.value("v1")), 1);
    int[] others = IntStream.rangeClosed(2, 3 * faults + 1).toArray();
    return Stream.of(all.correct, others)
        .map(quorum -> reading(all, alteration).finish(quorum).returned().value())
        .toList();
  }

  @AtOneAndTwoFaults
  void read_theValueOfAVersionThatNobodyWroteIsAwaitedForEver(int faults) {
    assertThat(isStuck(Mutant.FETCHES_EXACTLY_WHAT_IS_CLAIMED.plant(), faults)).isTrue();
    assertThat(isStuck(Alteration.NONE, faults)).isFalse();
  }

  /** A read in which liars claim what is certified and was never written. */
  private static boolean isStuck(Alteration alteration, int faults) {
    Conspiracy all = without(Mode.BASE, faults);
    PreparedVersion unwritten = all.prepare(all.client("mallory"), GENESIS, "withheld");
    Drive read = reading(all, alteration);
    BftBcRequest first = read.request();
    if (first instanceof ReadTs) {
      for (int liar : all.accomplices) {
        read.hear(new Answer(liar, new ReadTsReply(first.nonce(), unwritten), null, null), first);
      }
    }
    return read.finish(all.correct).isPending();
  }

  private static Drive reading(Conspiracy all, Alteration alteration) {
    Party reader = all.client("reader");
    AlteredProtocol protocol = new AlteredProtocol(BftBcProtocol.BASE, alteration);
    return Drive.of(
        all.bench, reader, protocol.read(all.bench.setting(reader, null), all.bench.nonce()));
  }
}
