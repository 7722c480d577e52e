package org.quorate.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Timestamp.Path;

class MessageFieldTest {
  sealed interface Word {}

  record Said(String text, List<Epoch> epochs, @Nullable Epoch until) implements Word {}

  record Asked(Path path) implements Word {}

  private static final Said SAID = new Said("a", List.of(new Epoch(1), new Epoch(2)), new Epoch(9));

  private static MessageField field(String name) {
    return MessageField.of(Word.class).stream()
        .filter(field -> field.toString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void findsWhatIsInRecordsAndInLists() {
    assertThat(MessageField.of(Word.class))
        .extracting(MessageField::toString)
        .containsExactlyInAnyOrder(
            "Said.text", "Said.epochs.number", "Said.until.number", "Asked.path");
  }

  @Test
  void readsAndChangesWhatIsThere() {
    assertThat(field("Said.epochs.number").in(SAID)).isEqualTo(1L);
    assertThat(field("Said.epochs.number").with(SAID, 5L))
        .isEqualTo(new Said("a", List.of(new Epoch(5), new Epoch(2)), new Epoch(9)));
    assertThat(field("Said.until.number").upTo("until").with(SAID, null))
        .isEqualTo(new Said("a", SAID.epochs(), null));
    assertThat(field("Said.until.number").in(new Said("a", List.of(), null))).isNull();
    assertThat(field("Said.epochs.number").in(new Said("a", List.of(), null))).isNull();
  }

  @Test
  void saysWhatARecordRefuses() {
    assertThatThrownBy(() -> field("Said.until.number").with(SAID, -1L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not negative");
  }

  @Test
  void changesAreSmallAndNeverNone() {
    Map<Object, List<Object>> changes =
        Map.of(
            7L,
            List.of(8L, 0L, Long.MAX_VALUE - 1),
            7,
            List.of(8, 0, Integer.MAX_VALUE),
            "ab",
            List.of("ac", "", "z".repeat(64)),
            Bytes.fromHex("01ff"),
            List.of(Bytes.fromHex("0100"), Bytes.fromHex("0000"), Bytes.fromHex("ffff")));
    changes.forEach(
        (content, changed) -> {
          assertThat(FieldChange.OFF_BY_ONE.of(content, null)).isEqualTo(changed.get(0));
          assertThat(FieldChange.ZERO.of(content, null)).isEqualTo(changed.get(1));
          assertThat(FieldChange.LARGEST.of(content, null)).isEqualTo(changed.get(2));
        });
    assertThat(FieldChange.OFF_BY_ONE.of(Path.BASE, null)).isEqualTo(Path.OPTIMISTIC);
    assertThat(FieldChange.LARGEST.of(Path.BASE, null)).isNull();
    assertThat(FieldChange.ZERO.of(0L, null)).isNull();
    assertThat(FieldChange.EARLIER.of(7L, 3L)).isEqualTo(3L);
    assertThat(FieldChange.EARLIER.of(7L, null)).isNull();
  }
}
