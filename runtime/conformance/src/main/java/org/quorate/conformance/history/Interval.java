package org.quorate.conformance.history;

import org.jspecify.annotations.Nullable;

/**
 * An operation as the checkers see it.
 *
 * @param value the number of the value written or read; {@link #INITIAL} or {@link #UNWRITTEN} for
 *     reads only. Two writes share a number exactly if their values are equal and were read
 * @param end {@link Long#MAX_VALUE} for a write that may take effect at any time after its call
 * @param source null for an inferred write of a faulty client, which may have happened at any time
 */
record Interval(boolean isWrite, int value, long call, long end, @Nullable Operation source) {
  /** What a register holds that was never written. */
  static final int INITIAL = 0;

  /** What a read returned that nobody wrote. */
  static final int UNWRITTEN = -1;

  /** The write of {@link #INITIAL}, before everything else. */
  static final Interval GENESIS = new Interval(true, INITIAL, Long.MIN_VALUE, Long.MIN_VALUE, null);

  /** A write of a faulty client. */
  static Interval inferred(int value) {
    return new Interval(true, value, Long.MIN_VALUE + 1, Long.MAX_VALUE, null);
  }

  boolean isInferred() {
    return isWrite && source == null;
  }

  /** For example {@code c1's write of "v" (line 3)}. */
  String name() {
    if (source == null) {
      return value == INITIAL ? "the register's beginning" : "a faulty client's write";
    }
    return source.client()
        + "'s "
        + (isWrite ? "write" : "read")
        + " of "
        + valueName()
        + (source.line() > 0 ? " (line " + source.line() + ")" : "");
  }

  String valueName() {
    return source == null || source.value() == null ? "nothing" : "\"" + source.value() + "\"";
  }
}
