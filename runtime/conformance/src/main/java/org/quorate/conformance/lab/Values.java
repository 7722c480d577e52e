package org.quorate.conformance.lab;

import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Value;

/** Values of the laboratory are texts, so that charts and histories can be read. */
final class Values {
  private Values() {}

  static Value of(String text) {
    return Value.of(Bytes.utf8(text));
  }

  /** Null for the absent value. */
  static @Nullable String text(Value value) {
    Bytes content = value.content();
    return content == null ? null : content.toUtf8();
  }
}
