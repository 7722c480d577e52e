package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.quorate.conformance.hostile.FieldChange;
import org.quorate.conformance.hostile.MessageField;

/**
 * Row D6 of the attack matrix: every field of every message, changed a little, and what comes of it
 * with its check and without, as {@code docs/fields.md} says. A test that fails shows the row as it
 * has to be.
 */
final class FieldsTest {
  /** From the folder of the module, in which its tests run. */
  private static final Path DOCUMENT = Path.of("../../docs/fields.md");

  static Stream<MessageField> fields() {
    return Stream.of(BftBcRequest.class, BftBcReply.class)
        .flatMap(role -> MessageField.of(role).stream());
  }

  private static FieldCheck checkOf(MessageField field) {
    List<FieldCheck> checks =
        Arrays.stream(FieldCheck.values()).filter(check -> check.isOf(field)).toList();
    assertThat(checks).as("%s", field).hasSize(1);
    return checks.get(0);
  }

  /** A nonce, or a hash that is to be granted: its sender may say what it likes. */
  private static boolean isOwnChoice(MessageField field) {
    return field.path().get(0).equals("nonce") || field.toString().equals("ReadTsPrep.hash");
  }

  static Stream<MessageField> requestFields() {
    return MessageField.of(BftBcRequest.class).stream().filter(field -> !isOwnChoice(field));
  }

  @ParameterizedTest
  @MethodSource("requestFields")
  void d6_aRequestWithAChangedFieldIsRefusedInEveryMode(MessageField field) {
    int refused = 0;
    for (Mode mode : Mode.values()) {
      for (FieldChange change : FieldChange.values()) {
        Scene scene = new Scene(new FieldTrial(field, change, 1, false), mode);
        BftBcRequest sample = scene.request(field.message());
        if (field.in(sample) == null || scene.changedContent(sample) == null) {
          continue;
        }
        BftBcRequest changed = scene.changed(sample);
        if (changed != null) { // else the record itself refuses it
          assertThat(scene.all.refusalsOf(changed, scene.all.client("zoe"))).hasSize(1);
        }
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @MethodSource("fields")
  void d6_aChangedFieldChangesNothingWhereItIsChecked(MessageField field) {
    FieldCheck check = checkOf(field);
    for (FieldChange change : FieldChange.values()) {
      for (int faults = 1; faults <= 2 && check.story != null; faults++) {
        assertThat(check.story.tell(new FieldTrial(field, change, faults, false)))
            .as("%s at %d faults", change, faults)
            .isEqualTo(FieldTrial.NOTHING);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void d6_aChangedFieldIsNoticedWhereItsCheckIsLeftOut(MessageField field) throws IOException {
    FieldCheck check = checkOf(field);
    String shownAt = check.story == null ? "-" : shownAt(field, check, 1);
    String row = String.join(" | ", "`" + field + "`", check.check, check.sign, shownAt);
    assertThat(rows()).contains("| " + row + " |");
    if (check.story != null) {
      assertThat(shownAt(field, check, 2)).isEqualTo(shownAt);
    }
  }

  /** At which changes of {@code field} the check is seen to be left out. */
  private static String shownAt(MessageField field, FieldCheck check, int faults) {
    List<FieldChange> seen =
        Arrays.stream(FieldChange.values())
            .filter(change -> isSeen(check, new FieldTrial(field, change, faults, true)))
            .toList();
    assertThat(seen.isEmpty()).as("%s", field).isEqualTo(check.sign.equals(FieldTrial.NOTHING));
    return seen.isEmpty()
        ? "-"
        : seen.stream().map(FieldChange::toString).collect(Collectors.joining(", "));
  }

  private static boolean isSeen(FieldCheck check, FieldTrial trial) {
    String end = check.story.tell(trial);
    assertThat(end).as("%s", trial).isIn(FieldTrial.NOTHING, check.sign);
    return !end.equals(FieldTrial.NOTHING);
  }

  @Test
  void noOtherFieldIsDocumented() throws IOException {
    assertThat(rows()).hasSameSizeAs(fields().toList());
  }

  @ParameterizedTest
  @EnumSource(FieldCheck.class)
  void everyCheckHasAField(FieldCheck check) {
    assertThat(fields().filter(check::isOf)).isNotEmpty();
  }

  private static List<String> rows() throws IOException {
    return Files.readAllLines(DOCUMENT).stream().filter(line -> line.startsWith("| `")).toList();
  }
}
