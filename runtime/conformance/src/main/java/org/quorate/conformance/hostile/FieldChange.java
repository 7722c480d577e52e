package org.quorate.conformance.hostile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;

/** A little change of a field. A map is from text to numbers. */
public enum FieldChange {
  OFF_BY_ONE,
  ZERO,
  /** Of its length, where it has one. */
  LARGEST,
  /** What an earlier message had there. */
  EARLIER;

  private static final int NAME_LENGTH_MAX = 64;

  /** No counter may be more. */
  private static final long NUMBER_MAX = Long.MAX_VALUE - 1;

  /**
   * What {@code content} becomes; null if it stays what it is.
   *
   * @param earlier what an earlier message had there, null for nothing
   */
  public @Nullable Object of(Object content, @Nullable Object earlier) {
    Object changed = this == EARLIER ? earlier : changed(content);
    return content.equals(changed) ? null : changed;
  }

  private Object changed(Object content) {
    if (content instanceof Long number) {
      return pick(number + 1, 0L, NUMBER_MAX);
    }
    if (content instanceof Integer number) {
      return pick(number + 1, 0, Integer.MAX_VALUE);
    }
    if (content instanceof Boolean yes) {
      return !yes;
    }
    if (content instanceof String text) {
      return pick(successor(text), "", "z".repeat(NAME_LENGTH_MAX));
    }
    if (content instanceof Bytes bytes) {
      return pick(successor(bytes), filled(bytes, 0), filled(bytes, 0xFF));
    }
    if (content instanceof Enum<?> constant) {
      List<? extends Enum<?>> all = List.of(constant.getDeclaringClass().getEnumConstants());
      Enum<?> next = all.get((all.indexOf(constant) + 1) % all.size());
      return pick(next, all.get(0), all.get(all.size() - 1));
    }
    if (content instanceof Map<?, ?>) {
      return pick(Map.of("made up", 1L), Map.of(), Map.of("made up", NUMBER_MAX));
    }
    throw new IllegalArgumentException("nobody knows how to change " + content.getClass());
  }

  private <T> T pick(T next, T zero, T largest) {
    return this == OFF_BY_ONE ? next : this == ZERO ? zero : largest;
  }

  private static String successor(String text) {
    int last = text.length() - 1;
    return last < 0 ? "a" : text.substring(0, last) + (char) (text.charAt(last) + 1);
  }

  private static Bytes successor(Bytes bytes) {
    byte[] content = bytes.isEmpty() ? new byte[1] : bytes.toByteArray();
    content[content.length - 1]++;
    return Bytes.wrap(content);
  }

  private static Bytes filled(Bytes bytes, int octet) {
    byte[] content = new byte[bytes.length()];
    Arrays.fill(content, (byte) octet);
    return Bytes.wrap(content);
  }

  /** For people, for example {@code off by one}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
