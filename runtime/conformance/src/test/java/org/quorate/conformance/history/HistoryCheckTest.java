package org.quorate.conformance.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quorate.api.register.Guarantee.Semantics;

final class HistoryCheckTest {
  private static Operation write(String client, String value, long call, @Nullable Long end) {
    return Operation.write(client, "k", value, call, end);
  }

  private static Operation read(
      String client, @Nullable String value, long call, @Nullable Long end) {
    return Operation.read(client, "k", value, call, end);
  }

  private static Report atomic(Operation... operations) {
    return HistoryCheck.check(History.of(List.of(operations)), CheckOptions.atomic());
  }

  @Test
  void nothingAtAllHolds() {
    assertThat(atomic().holds()).isTrue();
    assertThat(atomic(read("a", null, 1, 2L)).holds()).isTrue();
  }

  @Test
  void newThenOldIsAViolationAndTheFourOperationsAreNamed() {
    Report report =
        atomic(
            write("w", "old", 0, 5L),
            read("r", "old", 6, 7L),
            write("w", "new", 10, 100L),
            write("x", "other", 200, 210L),
            read("r", "new", 20, 30L),
            read("s", "old", 40, 50L),
            read("s", "new", 60, 70L));
    assertThat(report.holds()).isFalse();
    assertThat(report.violations()).hasSize(1);
    assertThat(report.violations().get(0).operations())
        .containsExactly(
            write("w", "old", 0, 5L),
            write("w", "new", 10, 100L),
            read("r", "new", 20, 30L),
            read("s", "old", 40, 50L));
    assertThat(report.text())
        .contains("linearizability: 7 operations on 1 keys")
        .contains("VIOLATED on 1 key")
        .contains("s's read of \"old\"")
        .contains("s read \"old\" on k [40, 50]");
  }

  @Test
  void aLostWriteIsAViolation() {
    assertThat(atomic(write("w", "v", 0, 5L), read("r", null, 6, 7L)).holds()).isFalse();
  }

  @Test
  void aWriteWithoutAnswerMayTakeEffectLateOrNever() {
    assertThat(atomic(write("w", "v", 0, null), read("r", null, 6, 7L)).holds()).isTrue();
    assertThat(
            atomic(
                    write("w", "v", 0, null),
                    read("r", null, 6, 7L),
                    write("x", "u", 8, 9L),
                    read("r", "v", 10, 11L))
                .holds())
        .isTrue();
    assertThat(
            atomic(write("w", "v", 0, null), read("r", "v", 6, 7L), read("r", null, 10, 11L))
                .holds())
        .isFalse();
  }

  @Test
  void aFailedAnswerSaysNothing() {
    Operation failed = new Operation("w", "k", Operation.Kind.WRITE, "v", 0, 5L, false, null, 1);
    assertThat(atomic(failed, read("r", null, 6, 7L)).holds()).isTrue();
    assertThat(atomic(failed, read("r", "v", 6, 7L)).holds()).isTrue();
  }

  @Test
  void aValueThatNobodyWroteIsAViolationUnlessItsAuthorIsFaulty() {
    Operation read = read("r", "evil", 6, 7L).at("12:mallory");
    assertThat(atomic(read).violations().get(0).reason()).contains("nobody wrote");

    Report report =
        HistoryCheck.check(
            History.of(List.of(read)), CheckOptions.atomic().faultyClients(Set.of("mallory")));
    assertThat(report.holds()).isTrue();
    assertThat(report.inferredWrites()).isEqualTo(1);
    assertThat(
            HistoryCheck.check(
                    History.of(List.of(read)), CheckOptions.atomic().faultyClients(Set.of("eve")))
                .holds())
        .isFalse();
  }

  @Test
  void aFaultyClientsWriteDoesNotExcuseNewThenOld() {
    List<Operation> operations =
        List.of(
            write("w", "v", 0, 1L),
            read("r", "evil", 2, 3L).at("2:mallory"),
            read("r", "v", 4, 5L),
            read("r", "evil", 6, 7L).at("2:mallory"));
    Report report =
        HistoryCheck.check(
            History.of(operations), CheckOptions.atomic().faultyClients(Set.of("mallory")));
    assertThat(report.holds()).isFalse();
    assertThat(report.violations().get(0).operations()).hasSize(3);
  }

  @Test
  void aFaultyClientsOwnOperationsDoNotCount() {
    List<Operation> operations =
        List.of(write("mallory", "evil", 0, 1L), read("r", null, 2, 3L), read("r", "evil", 4, 5L));
    CheckOptions options = CheckOptions.atomic();
    assertThat(HistoryCheck.check(History.of(operations), options).holds()).isFalse();
    assertThat(
            HistoryCheck.check(History.of(operations), options.faultyClients(Set.of("mallory")))
                .holds())
        .isTrue();
  }

  @Test
  void keysAreIndependent() {
    Report report =
        atomic(
            Operation.write("w", "a", "v", 0, 1L),
            Operation.read("r", "b", null, 2, 3L),
            Operation.read("r", "a", null, 2, 3L));
    assertThat(report.keys()).isEqualTo(2);
    assertThat(report.violations()).extracting(Violation::key).containsExactly("a");
  }

  @Test
  void regularAllowsNewThenOldUnderAWriteAndAtomicDoesNot() {
    List<Operation> operations =
        List.of(
            write("w", "old", 0, 5L),
            write("w", "new", 10, 100L),
            read("r", "new", 20, 30L),
            read("r", "old", 40, 50L));
    CheckOptions atomic = CheckOptions.atomic();
    assertThat(HistoryCheck.check(History.of(operations), atomic).holds()).isFalse();
    assertThat(
            HistoryCheck.check(History.of(operations), atomic.semantics(Semantics.REGULAR)).holds())
        .isTrue();
  }

  @Test
  void safeAllowsAnythingUnderAWriteAndRegularDoesNot() {
    List<Operation> operations = List.of(write("w", "new", 10, 100L), read("r", "odd", 20, 30L));
    CheckOptions atomic = CheckOptions.atomic();
    assertThat(
            HistoryCheck.check(History.of(operations), atomic.semantics(Semantics.REGULAR)).holds())
        .isFalse();
    assertThat(HistoryCheck.check(History.of(operations), atomic.semantics(Semantics.SAFE)).holds())
        .isTrue();
    List<Operation> later = List.of(write("w", "new", 10, 100L), read("r", null, 101, 102L));
    assertThat(HistoryCheck.check(History.of(later), atomic.semantics(Semantics.SAFE)).holds())
        .isFalse();
  }

  @Test
  void whenTheSearchRunsOutOfStepsTheKeyIsUndecided() {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      operations.add(write("w" + i, "v" + i / 2, 0, 100L));
      operations.add(read("r" + i, "v" + i / 2, 0, 100L));
    }
    Report report =
        HistoryCheck.check(History.of(operations), CheckOptions.atomic().searchStepsMax(10));
    assertThat(report.holds()).isFalse();
    assertThat(report.undecided()).containsExactly("k");
    assertThat(report.text()).contains("UNDECIDED");
  }

  @Test
  void aStaleReadIsAViolation() {
    Report report =
        atomic(write("w", "old", 0, 5L), write("w", "new", 10, 20L), read("r", "old", 30, 40L));
    assertThat(report.violations().get(0).operations()).hasSize(3);
    assertThat(report.violations().get(0).reason())
        .isEqualTo(
            "w's write of \"old\" ended before w's write of \"new\" began, so \"old\" comes before"
                + " \"new\"; but w's write of \"new\" ended before r's read of \"old\" began, so"
                + " \"new\" comes before \"old\"");
  }

  @Test
  void twoReadersWhoSeeTwoWritesInOppositeOrdersAreAViolation() {
    Report report =
        atomic(
            write("w", "a", 0, 100L),
            write("x", "b", 0, 100L),
            read("r", "a", 110, 120L),
            read("s", "b", 130, 140L));
    assertThat(report.violations().get(0).operations()).hasSize(4);
  }

  @Test
  void aReadOfAWriteThatWasNotYetCalledIsAViolation() {
    Report report = atomic(read("r", "v", 0, 5L), write("w", "v", 10, 20L));
    assertThat(report.violations().get(0).reason()).contains("ended before its write began");
  }

  @Test
  void aFailedWriteTakesEffectOnce() {
    Operation failed = new Operation("w", "k", Operation.Kind.WRITE, "v", 0, 5L, false, null, 1);
    assertThat(
            atomic(
                    failed,
                    read("r", "v", 6, 7L),
                    write("x", "u", 8, 9L),
                    read("r", "u", 10, 11L),
                    read("r", "v", 12, 13L))
                .holds())
        .isFalse();
  }

  @Test
  void aValueWrittenTwiceMayComeBackOnceAndNotTwice() {
    Operation[] operations = {
      write("w", "a", 0, 10L),
      write("x", "b", 20, 30L),
      write("y", "a", 25, 60L),
      read("r", "b", 32, 35L),
      read("r", "a", 40, 45L),
      read("r", "b", 50, 55L)
    };
    assertThat(atomic(List.of(operations).subList(0, 5).toArray(Operation[]::new)).holds())
        .isTrue();
    assertThat(atomic(operations).holds()).isFalse();
  }

  @Test
  void aFaultyClientMayWriteTheValueOfACorrectOne() {
    List<Operation> operations =
        List.of(write("mallory", "v", 0, 1L), read("r", "v", 2, 3L), write("alice", "v", 10, 11L));
    CheckOptions options = CheckOptions.atomic();
    assertThat(HistoryCheck.check(History.of(operations), options).holds()).isTrue();
    List<Operation> recalled = List.of(read("r", "v", 2, 3L), write("alice", "v", 10, 11L));
    assertThat(HistoryCheck.check(History.of(recalled), options).holds()).isFalse();
    List<Operation> late = new ArrayList<>(operations);
    late.set(0, write("mallory", "v", 20, 21L));
    assertThat(HistoryCheck.check(History.of(late), options).holds()).isFalse();
    assertThat(
            HistoryCheck.check(History.of(late), options.faultyClients(Set.of("mallory"))).holds())
        .isTrue();
  }

  @Test
  void aFaultyClientMayEmptyARegister() {
    List<Operation> operations =
        List.of(write("alice", "v", 0, 1L), read("r", null, 2, 3L).at("2:mallory"));
    CheckOptions options = CheckOptions.atomic();
    assertThat(HistoryCheck.check(History.of(operations), options).holds()).isFalse();
    assertThat(
            HistoryCheck.check(History.of(operations), options.faultyClients(Set.of("mallory")))
                .holds())
        .isTrue();
  }

  @Test
  void whatAReportShowsIsHarmlessToATerminal() {
    assertThat(atomic(read("r\u001b[31m", "v\n\u202e", 0, 5L)).text())
        .doesNotContain("\u001b", "\u202e")
        .contains("r\\u001b[31m read \"v\\u000a\\u202e\"");
  }
}
