package org.quorate.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class KeyTest {
  @Property
  void isOrderedByItsBytes(
      @ForAll @StringLength(min = 1, max = 4) @CharRange(from = 'a', to = 'c') String one,
      @ForAll @StringLength(min = 1, max = 4) @CharRange(from = 'a', to = 'c') String other) {
    assertOrderOfBytes(one, other);
  }

  @Property
  void isOrderedByItsBytesWhateverTheCharacters(
      @ForAll @Size(2) int[] codePoints,
      @ForAll @StringLength(max = 2) @CharRange(to = 'z') String same) {
    assertOrderOfBytes(same + text(codePoints[0]), same + text(codePoints[1]));
  }

  /** A character of one, two, three or four bytes, but no half of one. */
  private static String text(int seed) {
    int codePoint = Math.floorMod(seed, Character.MAX_CODE_POINT + 1);
    boolean isHalf = Character.MIN_SURROGATE <= codePoint && codePoint <= Character.MAX_SURROGATE;
    return Character.toString(isHalf ? Character.MAX_SURROGATE + 1 : codePoint);
  }

  @Test
  void whatTakesTwoCharactersComesAfterAllThatTakesOne() {
    assertOrderOfBytes("\uFFFD", Character.toString(0x10000));
    assertOrderOfBytes(Character.toString(0x10000), Character.toString(0x10001));
    assertOrderOfBytes(Character.toString(0x10000), Character.toString(0x10400));
  }

  private static void assertOrderOfBytes(String one, String other) {
    assertThat(Integer.signum(new Key(one).compareTo(new Key(other))))
        .isEqualTo(Integer.signum(Bytes.utf8(one).compareTo(Bytes.utf8(other))));
    assertThat(Integer.signum(new Key(other).compareTo(new Key(one))))
        .isEqualTo(Integer.signum(Bytes.utf8(other).compareTo(Bytes.utf8(one))));
  }
}
