package org.quorate.register.abd;

import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Value;

/** What timestamps and their values must be, in messages from whomever. */
final class Stamp {
  private Stamp() {}

  static void require(Timestamp ts) {
    if (ts.path() != Path.BASE) {
      throw new IllegalArgumentException("there are no optimistic timestamps here: " + ts);
    }
  }

  /** Genesis has no value, everything else has one. */
  static void require(Timestamp ts, Value value) {
    require(ts);
    if (value.isPresent() == ts.equals(Timestamp.GENESIS)) {
      throw new IllegalArgumentException("not a timestamp of such a value: " + ts);
    }
  }

  /** As {@link #require(Timestamp, Value)}, and not genesis. */
  static void requireWritten(Timestamp ts, Value value) {
    require(ts, value);
    if (!value.isPresent()) {
      throw new IllegalArgumentException("nobody writes genesis");
    }
  }
}
