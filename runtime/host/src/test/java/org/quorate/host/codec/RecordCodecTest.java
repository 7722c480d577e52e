package org.quorate.host.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.storage.DamagedStoreException;
import org.quorate.api.storage.RegisterStore.Change;

class RecordCodecTest {
  private static final ClientId ALICE = ClientId.of("alice", Bytes.utf8("key"));
  private static final Version VERSION =
      new Version(Timestamp.GENESIS.successor(ALICE), Value.of(Bytes.utf8("v")).hash());

  private final RecordCodec cbor = RecordCodec.cbor(1 << 20);
  private final RecordCodec json = RecordCodec.json(1 << 20);

  sealed interface Shape {}

  record Dot(Version version, @Nullable Bytes extra) implements Shape {}

  record Lines(List<Shape> parts, Value value, int count) implements Shape {
    Lines {
      if (count < 0) {
        throw new IllegalArgumentException("a count is not negative");
      }
    }

    boolean isEmpty() {
      return parts.isEmpty();
    }
  }

  record Note(String text, Map<String, Long> counts) {}

  record State(long counter, @Nullable Version version, Map<ClientId, Dot> entries) {}

  @Test
  void sealedInterfacesNestedRecordsAndNullsGoThereAndBack() throws MalformedException {
    Shape shape =
        new Lines(List.of(new Dot(VERSION, null), new Dot(VERSION, Bytes.EMPTY)), Value.ABSENT, 2);
    assertThat(cbor.decode(Shape.class, cbor.encode(Shape.class, shape))).isEqualTo(shape);
    assertThat(json.decode(Shape.class, json.encode(Shape.class, shape))).isEqualTo(shape);
  }

  @Test
  void whatIsNotTheRecordIsRefusedWithAReason() {
    for (String wrong :
        List.of(
            "null",
            "[]",
            "[\"Lines\",{}]",
            "[\"Lines\",{\"parts\":[],\"value\":null,\"count\":1}]",
            "[\"Lines\",{\"parts\":[],\"value\":{\"content\":null},\"count\":-1}]",
            "[\"Lines\",{\"parts\":[],\"value\":{\"content\":null},\"count\":1,\"more\":1}]",
            "[\"Lines\",{\"parts\":[],\"value\":{\"content\":null},\"count\":1}] 1",
            "[\"Circle\",{}]",
            "[\"java.lang.Runtime\",{}]")) {
      assertThatThrownBy(() -> json.decode(Shape.class, Bytes.utf8(wrong)))
          .as(wrong)
          .isInstanceOf(MalformedException.class)
          .hasMessageStartingWith("not a Shape: ");
    }
  }

  /** Found by fuzzing: a liar's status could be read, and then not be shown as JSON. */
  @Test
  void d5_textThatHasNoEncodingIsRefused() {
    String refused = "not a Note: text with half a character";
    String half = "{\"text\":\"\\ud800\",\"counts\":{}}";
    assertThatThrownBy(() -> json.decode(Note.class, Bytes.utf8(half)))
        .isInstanceOf(MalformedException.class)
        .hasMessage(refused);
    for (String cborHalf :
        List.of(
            "a2647465787463eda08066636f756e7473a0", "a264746578746066636f756e7473a163eda08001")) {
      assertThatThrownBy(() -> cbor.decode(Note.class, Bytes.fromHex(cborHalf)))
          .isInstanceOf(MalformedException.class)
          .hasMessage(refused);
    }
    assertThatThrownBy(() -> json.decode(Note.class, Bytes.utf8("{\"text\":1,\"counts\":{}}")))
        .isInstanceOf(MalformedException.class)
        .hasMessage("not a Note: not a text");
  }

  /** Found by fuzzing: the message goes into a log, and most of it may be the sender's. */
  @Test
  void d5_aMessageIsOneShortLineWhateverTheBytes() {
    for (String foreign : List.of("\u001b[31m", "\u0085", "\u202e", "x".repeat(100_000))) {
      assertThatThrownBy(
              () -> cbor.decode(Shape.class, cbor.encode(String[].class, new String[] {foreign})))
          .isInstanceOf(MalformedException.class)
          .message()
          .matches("\\P{C}{1,250}");
    }
    assertThatThrownBy(
            () ->
                new StateCodec<>(cbor, State.class)
                    .decode(
                        new Key("k"), Map.of("\n", Bytes.EMPTY, "counter", Bytes.fromHex("01"))))
        .isInstanceOf(DamagedStoreException.class)
        .hasMessageContaining("unknown items [?]");
  }

  @Test
  void aStepStoresOnlyWhatItChanged() throws DamagedStoreException {
    StateCodec<State> codec = new StateCodec<>(cbor, State.class);
    Key key = new Key("k");
    ClientId bob = ClientId.of("bob", Bytes.utf8("other"));
    State first = new State(1, null, Map.of(ALICE, new Dot(VERSION, null)));
    State second =
        new State(1, VERSION, Map.of(ALICE, new Dot(VERSION, null), bob, new Dot(VERSION, null)));

    List<Change> initial = codec.changes(key, null, first);
    assertThat(initial).hasSize(2);
    List<Change> changes = codec.changes(key, first, second);
    assertThat(changes).hasSize(2);
    assertThat(changes.get(0).item()).isEqualTo("version");
    assertThat(changes.get(1).item()).startsWith("entries/");

    var items = new java.util.HashMap<String, Bytes>();
    initial.forEach(change -> items.put(change.item(), change.content()));
    assertThat(codec.decode(key, items)).isEqualTo(first);
    changes.forEach(change -> items.put(change.item(), change.content()));
    assertThat(codec.decode(key, items)).isEqualTo(second);

    List<Change> back = codec.changes(key, second, first);
    assertThat(back).extracting(Change::content).containsOnlyNulls();
    items.remove("counter");
    assertThatThrownBy(() -> codec.decode(key, items))
        .isInstanceOf(DamagedStoreException.class)
        .hasMessageContaining("'counter' is missing");
  }
}
