package org.quorate.host.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.storage.DamagedStoreException;
import org.quorate.api.storage.RegisterStore.Change;
import org.quorate.conformance.hostile.HostileReading;

/** A replica's disk may hold anything after a fault, or after somebody else had it. */
class StateFuzzTest {
  private static final Key KEY = new Key("k");

  private final RecordCodec records = RecordCodec.cbor(4 << 20);
  private final List<StateCodec<?>> codecs =
      OfferedTypes.all().stream().<StateCodec<?>>map(of -> codec(of.state())).toList();

  private <S> StateCodec<S> codec(Class<S> state) {
    return new StateCodec<>(records, state);
  }

  /**
   * The input is the items of a register, each with what can be had of the length that it states.
   *
   * <pre>
   * length 1 B | name | length 2 B | content
   * </pre>
   */
  @FuzzTest
  void d5_storedItemsAreAStateOrDamage(byte[] input) {
    codecs.forEach(codec -> read(codec, input));
  }

  private static <S> void read(StateCodec<S> codec, byte[] input) {
    HostileReading.valueOrError(
            input, DamagedStoreException.class, bytes -> codec.decode(KEY, items(bytes)))
        .ifPresent(
            state -> {
              Map<String, Bytes> stored = new HashMap<>();
              for (Change change : codec.changes(KEY, null, state)) {
                stored.put(change.item(), change.content());
              }
              S again = HostileReading.value(input, bytes -> codec.decode(KEY, stored));
              assertThat(again).isEqualTo(state);
            });
  }

  private static Map<String, Bytes> items(Bytes input) {
    Map<String, Bytes> items = new HashMap<>();
    Cursor cursor = new Cursor(input);
    while (cursor.at < input.length()) {
      Bytes name = cursor.field(1);
      items.put(new String(name.toByteArray(), StandardCharsets.UTF_8), cursor.field(2));
    }
    return items;
  }

  private static final class Cursor {
    private final Bytes input;
    private int at;

    Cursor(Bytes input) {
      this.input = input;
    }

    Bytes field(int lengthBytes) {
      int length = 0;
      for (int i = 0; i < lengthBytes && at < input.length(); i++) {
        length = length << Byte.SIZE | Byte.toUnsignedInt(input.at(at++));
      }
      int from = at;
      at = Math.min(input.length(), at + length);
      return input.slice(from, at);
    }
  }
}
