package org.quorate.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CanonicalWriterTest {
  @Test
  void writesWhatItsFormSays() {
    Bytes written =
        new CanonicalWriter("d/1")
            .bytes(Bytes.fromHex("0102"))
            .text("\u00e4")
            .number(-2)
            .tag(255)
            .toBytes();

    assertThat(written.toHex())
        .isEqualTo("0003642f31" + "000000020102" + "00000002c3a4" + "fffffffffffffffe" + "ff");
  }

  @Test
  void takesAnyLength() {
    for (int length = 0; length < 2_000; length += 7) {
      Bytes content = Bytes.wrap(new byte[length]);
      CanonicalWriter writer = new CanonicalWriter("d").bytes(content).bytes(content).number(1);
      assertThat(writer.toBytes().length()).isEqualTo(3 + 2 * (4 + length) + 8);
      assertThat(writer.tag(9).toBytes().at(3 + 2 * (4 + length) + 8)).isEqualTo((byte) 9);
    }
  }
}
