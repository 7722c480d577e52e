package org.quorate.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quorate.conformance.hostile.FieldTrial.Story;

/**
 * D6: every field of every message, changed a little, and what comes of it with its check and
 * without. A field that is in no check, or in two, fails it; so does a document that says something
 * else. A test that fails shows the row as it has to be.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class MessageFieldsKit {

  /** The sealed interfaces of the messages. */
  protected abstract List<Class<?>> roles();

  protected abstract List<FieldCheck> checks();

  /** With a row for each field, in its section {@link #section}. */
  protected abstract Path document();

  protected abstract String section();

  /** Up to which number of faults the stories are told, from 1 on. */
  protected int faultsMax() {
    return 1;
  }

  /** All of them. */
  protected final Stream<MessageField> fields() {
    return roles().stream().flatMap(role -> MessageField.of(role).stream());
  }

  private FieldCheck checkOf(MessageField field) {
    List<FieldCheck> all = checks().stream().filter(check -> check.isOf(field)).toList();
    assertThat(all).as("%s", field).hasSize(1);
    return all.get(0);
  }

  private Stream<FieldTrial> trials(MessageField field, int faults, boolean leftOut) {
    return Arrays.stream(FieldChange.values())
        .map(change -> new FieldTrial(field, change, faults, leftOut));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void d6_aChangedFieldChangesNothingWhereItIsChecked(MessageField field) {
    Story story = checkOf(field).story();
    if (story != null) {
      IntStream.rangeClosed(1, faultsMax())
          .boxed()
          .flatMap(faults -> trials(field, faults, false))
          .forEach(
              trial -> assertThat(story.tell(trial)).as("%s", trial).isEqualTo(FieldTrial.NOTHING));
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void d6_aChangedFieldIsNoticedWhereItsCheckIsLeftOut(MessageField field) throws IOException {
    FieldCheck check = checkOf(field);
    for (int faults = 1; faults <= faultsMax(); faults++) {
      String row =
          String.join(" | ", "`" + field + "`", check.check(), check.sign(), at(field, faults));
      assertThat(rows()).contains("| " + row + " |");
    }
  }

  /** At which changes of {@code field} it is seen that its check is left out. */
  private String at(MessageField field, int faults) {
    FieldCheck check = checkOf(field);
    Story story = check.story();
    if (story == null) {
      return "-";
    }
    List<FieldChange> seen =
        trials(field, faults, true)
            .filter(trial -> isSeen(check, story.tell(trial)))
            .map(FieldTrial::change)
            .toList();
    assertThat(seen.isEmpty()).as("%s", field).isEqualTo(check.sign().equals(FieldTrial.NOTHING));
    return seen.isEmpty()
        ? "-"
        : seen.stream().map(FieldChange::toString).collect(Collectors.joining(", "));
  }

  private static boolean isSeen(FieldCheck check, String end) {
    assertThat(end).isIn(FieldTrial.NOTHING, check.sign());
    return !end.equals(FieldTrial.NOTHING);
  }

  @Test
  void d6_noOtherFieldIsDocumented() throws IOException {
    assertThat(rows()).hasSameSizeAs(fields().toList());
  }

  @Test
  void d6_everyCheckIsOfSomeField() {
    assertThat(checks()).allMatch(check -> fields().anyMatch(check::isOf));
  }

  private List<String> rows() throws IOException {
    return Files.readAllLines(document()).stream()
        .dropWhile(line -> !line.equals("## " + section()))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| `"))
        .toList();
  }
}
