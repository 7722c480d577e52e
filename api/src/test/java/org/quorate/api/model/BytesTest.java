package org.quorate.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class BytesTest {
  private static final int PART_BYTES = 12;

  /** So often that the optimising compiler has long taken over. */
  private static final int REPETITIONS = 500_000;

  @Test
  void slice_isRightOnceCompiled() {
    byte[] content = new byte[3 * PART_BYTES];
    int wrong = 0;
    for (int i = 0; i < REPETITIONS; i++) {
      content[i % content.length] = (byte) i;
      int from = PART_BYTES * (i % 3);
      ByteBuffer expected = ByteBuffer.wrap(content, from, PART_BYTES);
      long sum = expected.getInt() + expected.getLong();
      wrong += sumOfPart(Bytes.wrap(content), from) == sum ? 0 : 1;
    }
    assertThat(wrong).isZero();
  }

  /** A slice of constant length, copied once more: what JDK 17 miscompiles with AVX-512. */
  private static long sumOfPart(Bytes content, int from) {
    Bytes part = content.slice(from, from + PART_BYTES);
    ByteBuffer copy = ByteBuffer.wrap(part.toByteArray());
    int number = copy.getInt();
    return number + copy.getLong();
  }

  @Test
  void utf8_refusesHalfACharacter() {
    assertThat(Bytes.utf8("a\uD800\uDC00").toHex()).isEqualTo("61f0908080");
    for (String half : new String[] {"\uD800", "\uDC00", "a\uD800b", "\uDC00\uD800"}) {
      assertThatThrownBy(() -> Bytes.utf8(half)).hasMessageContaining("unpaired surrogate");
    }
  }

  @Test
  void equalBytesHaveOneHash() {
    Bytes asked = Bytes.utf8("quorum");
    assertThat(asked.hashCode()).isEqualTo(asked.hashCode());
    assertThat(asked).hasSameHashCodeAs(Bytes.utf8("xquorum").slice(1, 7));
    assertThat(Bytes.EMPTY).hasSameHashCodeAs(Bytes.utf8(""));
  }

  @Test
  void slice_refusesWhatIsNotInside() {
    Bytes abc = Bytes.utf8("abc");
    assertThat(abc.slice(1, 3)).isEqualTo(Bytes.utf8("bc"));
    assertThat(abc.slice(3, 3)).isEqualTo(Bytes.EMPTY);
    assertThatThrownBy(() -> abc.slice(-1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> abc.slice(2, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> abc.slice(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
