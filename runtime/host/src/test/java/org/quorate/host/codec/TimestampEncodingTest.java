package org.quorate.host.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Timestamp;

/** Row T1 of the attack matrix: timestamps as nobody writes them. */
class TimestampEncodingTest {
  private static final ClientId ALICE = ClientId.of("alice", Bytes.utf8("key"));

  private final RecordCodec codec = RecordCodec.cbor(1 << 10);

  /** 1:alice, with {@code counter} and {@code path} as they are given, in hexadecimal. */
  private Bytes encoded(String counter, String path) {
    String honest =
        codec.encode(Timestamp.class, new Timestamp(1, ALICE, Timestamp.Path.BASE)).toHex();
    return Bytes.fromHex(
        honest
            .replace(text("counter") + "01", text("counter") + counter)
            .replace(text("path") + text("BASE"), text("path") + path));
  }

  private static String text(String text) {
    return "%02x".formatted(0x60 + text.length()) + Bytes.utf8(text).toHex();
  }

  private void assertRefused(String counter, String path) {
    assertThatThrownBy(() -> codec.decode(Timestamp.class, encoded(counter, path)))
        .as("counter %s, path %s", counter, path)
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("not a Timestamp: ");
  }

  @Test
  void t1_aCounterOutOfItsRangeIsMalformed() throws MalformedException {
    String base = text("BASE");
    Timestamp last = codec.decode(Timestamp.class, encoded("1b7ffffffffffffffe", base));
    assertThat(last.counter()).isEqualTo(Timestamp.COUNTER_MAX);
    for (String counter :
        List.of(
            "1b7fffffffffffffff", // 2^63 - 1
            "1b8000000000000000", // 2^63
            "1bffffffffffffffff",
            "c249010000000000000000", // 2^64, as a large number
            "20", // -1
            "3b7fffffffffffffff", // -2^63
            "c340", // -1, as a large number
            "00")) { // that of genesis, and of no client
      assertRefused(counter, base);
    }
  }

  @Test
  void t1_whatIsNoIntegerIsNoCounter() {
    for (String counter :
        List.of(
            "f93c00",
            "fb3ff0000000000000",
            "c4820001",
            text("1"),
            "4101",
            "f5",
            "f6",
            "f7",
            "80",
            "60")) {
      assertRefused(counter, text("BASE"));
    }
  }

  @Test
  void t1_whatIsNoNameOfAPathIsNoPath() throws MalformedException {
    assertThat(codec.decode(Timestamp.class, encoded("01", text("OPTIMISTIC"))).path())
        .isEqualTo(Timestamp.Path.OPTIMISTIC);
    for (String path : List.of("00", "01", text("1"), text("base"), text(""), "4442415345", "f6")) {
      assertRefused("01", path);
    }
  }
}
