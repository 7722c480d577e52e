package org.quorate.console.load;

import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Value;

/**
 * Values of a load: an id that no other write of any load has, filled up to the size with a pattern
 * that follows from the id. Histories hold the id for a whole value, and everything for another
 * one.
 */
final class LoadValues {
  private static final String FILL = "abcdefghijklmnopqrstuvwxyz";

  private LoadValues() {}

  /** The value with {@code id}, which has no space. */
  static Bytes of(String id, int sizeBytes) {
    StringBuilder text = new StringBuilder(id).append(' ');
    while (text.length() < sizeBytes) {
      text.append(FILL.charAt(text.length() % FILL.length()));
    }
    return Bytes.utf8(text.toString());
  }

  /** What a history says for {@code value}; null for an empty register. */
  static @Nullable String inHistory(Value value, int sizeBytes) {
    Bytes content = value.content();
    if (content == null) {
      return null;
    }
    String text = content.toUtf8();
    int space = text.indexOf(' ');
    String id = space < 0 ? text : text.substring(0, space);
    return content.equals(of(id, sizeBytes)) ? id : text;
  }
}
