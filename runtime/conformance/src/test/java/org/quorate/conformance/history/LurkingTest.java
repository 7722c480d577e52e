package org.quorate.conformance.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quorate.api.register.Guarantee.Semantics;

/** What clients that were removed at 100 may leave behind; Liskov and Rodrigues 2006, section 4. */
final class LurkingTest {
  private static final long REMOVAL = 100;
  private static final LurkingBound BASE = new LurkingBound(1, 0);
  private static final LurkingBound OPTIMISED = new LurkingBound(2, 0);
  private static final LurkingBound STRONG = new LurkingBound(1, 2);

  /** Values are {@code counter:author}, which is their timestamp too. */
  private static Operation read(String version, long call, long end) {
    return Operation.read("r", "k", version, call, end).at(version);
  }

  private static Operation write(String version, long call, long end) {
    String author = version.substring(version.indexOf(':') + 1);
    return Operation.write(author, "k", version, call, end).at(version);
  }

  private static Report check(LurkingBound bound, Operation... operations) {
    return check(bound, Map.of("mallory", REMOVAL), operations);
  }

  private static Report check(
      LurkingBound bound, Map<String, Long> removals, Operation... operations) {
    return HistoryCheck.check(
        History.of(List.of(operations)), CheckOptions.atomic().removals(removals, bound));
  }

  @Test
  void whatWasReadBeforeTheRemovalIsNotLurking() {
    Report report =
        check(new LurkingBound(0, 0), read("1:mallory", 90, 95), read("1:mallory", 110, 120));
    assertThat(report.holds()).isTrue();
    assertThat(report.lurking()).containsExactly(Map.entry("mallory", 0));
  }

  @Test
  void whatMayHaveBeenWrittenJustBeforeTheRemovalIsNotLurking() {
    assertThat(check(new LurkingBound(0, 0), read("1:mallory", 110, 120)).holds()).isTrue();
  }

  @Test
  void ofTwoThatMayOnlyOneHasBeen() {
    Operation[] operations = {read("1:mallory", 110, 120), read("2:mallory", 130, 140)};
    assertThat(check(new LurkingBound(0, 0), operations).violations().get(0).operations())
        .containsExactly(operations);
    assertThat(check(BASE, operations).lurking()).containsEntry("mallory", 1);
  }

  @Test
  void l1_oneLurkingWriteIsTheBoundOfTheBaseProtocolAndTwoAreOverIt() {
    Operation[] one = {
      write("1:alice", 0, 10), read("1:alice", 110, 120), read("2:mallory", 130, 140)
    };
    Report within = check(BASE, one);
    assertThat(within.holds()).isTrue();
    assertThat(within.lurking()).containsEntry("mallory", 1);
    assertThat(within.text()).contains("mallory, removed: 1 lurking write on a key");

    Report over =
        check(
            BASE, one[0], one[1], one[2], read("3:mallory", 150, 160), read("3:mallory", 170, 180));
    assertThat(over.holds()).isFalse();
    Violation violation = over.violations().get(0);
    assertThat(violation.reason())
        .isEqualTo(
            "mallory, removed at 100, left more lurking writes than 1: at least 2 of its writes took"
                + " effect later");
    // alice's is not needed: of two, one took effect after the removal and the other one before.
    assertThat(violation.operations()).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void l2_twoLurkingWritesAreTheBoundOfTheOptimisedProtocolAndThreeAreOverIt() {
    Operation[] operations = {
      write("1:alice", 0, 10),
      read("1:alice", 110, 120),
      read("2:mallory", 130, 140),
      read("3:mallory", 150, 160),
      read("4:mallory", 170, 180)
    };
    assertThat(
            check(OPTIMISED, List.of(operations).subList(0, 4).toArray(Operation[]::new)).holds())
        .isTrue();
    assertThat(check(OPTIMISED, operations).holds()).isFalse();
  }

  @Test
  void l3_afterTwoSuccessiveWritesNothingMayLurk() {
    Report report =
        check(
            STRONG,
            read("1:alice", 0, 5),
            write("1:alice", 0, 10),
            write("2:alice", 110, 120),
            write("3:bob", 130, 140),
            read("2:mallory", 150, 160));
    assertThat(report.holds()).isFalse();
    Violation violation = report.violations().get(0);
    assertThat(violation.reason()).contains("after 2 successive writes, called after the removal");
    assertThat(violation.operations())
        .extracting(Operation::value)
        .containsExactlyInAnyOrder("2:alice", "3:bob", "2:mallory");
  }

  @Test
  void l3_oneWriteMasksNothing() {
    Operation[] operations = {write("2:alice", 110, 120), read("2:mallory", 150, 160)};
    assertThat(check(STRONG, operations).holds()).isTrue();
    assertThat(check(new LurkingBound(1, 1), operations).holds()).isFalse();
  }

  @Test
  void l3_overlappingWritesCountOnce() {
    assertThat(
            check(
                    STRONG,
                    write("2:alice", 110, 120),
                    write("2:bob", 115, 140),
                    read("2:mallory", 150, 160))
                .holds())
        .isTrue();
  }

  @Test
  void l3_writesCalledBeforeTheRemovalMaskNothing() {
    assertThat(
            check(
                    STRONG,
                    write("2:alice", 90, 120),
                    write("3:bob", 130, 140),
                    read("3:mallory", 150, 160))
                .holds())
        .isTrue();
  }

  @Test
  void l3_writesWithoutAnswerMaskNothing() {
    assertThat(
            check(
                    STRONG,
                    write("2:alice", 110, 120),
                    Operation.write("bob", "k", "3:bob", 130, null),
                    read("3:mallory", 150, 160))
                .holds())
        .isTrue();
  }

  @Test
  void l4_eachOfSeveralRemovedClientsHasTheBoundAndNoMore() {
    Map<String, Long> both = Map.of("mallory", REMOVAL, "mike", REMOVAL);
    Operation[] operations = {
      write("1:alice", 0, 10),
      read("1:alice", 110, 120),
      read("2:mallory", 130, 140),
      read("3:mike", 150, 160),
      read("4:mike", 170, 180)
    };
    assertThat(
            check(BASE, both, List.of(operations).subList(0, 4).toArray(Operation[]::new)).holds())
        .isTrue();
    assertThat(check(BASE, both, operations).violations().get(0).reason()).startsWith("mike");
  }

  @Test
  void keysHaveTheBoundEach() {
    Report report =
        check(
            BASE,
            Operation.read("r", "a", null, 110, 120L),
            Operation.read("r", "a", "x", 130, 140L).at("1:mallory"),
            Operation.read("r", "b", null, 110, 120L),
            Operation.read("r", "b", "y", 130, 140L).at("1:mallory"));
    assertThat(report.holds()).isTrue();
    assertThat(report.lurking()).containsEntry("mallory", 1);
  }

  @Test
  void aValueThatTheRemovedClientIsRecordedToHaveWrittenIsItsOwn() {
    Report report =
        check(
            new LurkingBound(0, 0),
            Operation.write("mallory", "k", "evil", 1, null),
            Operation.read("r", "k", null, 110, 120L),
            Operation.read("r", "k", "evil", 130, 140L));
    assertThat(report.holds()).isFalse();
    assertThat(report.violations().get(0).operations()).hasSize(3);
  }

  @Test
  void newThenOldIsAViolationAsEver() {
    assertThat(
            check(
                    OPTIMISED,
                    read("1:mallory", 110, 120),
                    read("2:mallory", 130, 140),
                    read("1:mallory", 150, 160))
                .holds())
        .isFalse();
  }

  @Test
  void thereIsNoBoundForWeakerSemantics() {
    CheckOptions regular = CheckOptions.atomic().semantics(Semantics.REGULAR);
    assertThatThrownBy(() -> regular.removals(Map.of("mallory", REMOVAL), BASE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ATOMIC");
    assertThatThrownBy(() -> CheckOptions.atomic().removals(Map.of("mallory", -1L), BASE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not -1");
    assertThatThrownBy(() -> new LurkingBound(-1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
