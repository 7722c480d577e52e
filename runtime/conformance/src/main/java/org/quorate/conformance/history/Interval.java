package org.quorate.conformance.history;

import org.jspecify.annotations.Nullable;

/**
 * An operation as the checkers see it.
 *
 * @param value the number of the value written or read; {@link #INITIAL} or {@link #UNWRITTEN} for
 *     reads only. Two writes share a number exactly if their values are equal and were read
 * @param end {@link Long#MAX_VALUE} for a write that may take effect at any time after its call
 * @param source null for an inferred write of a faulty client, which may have happened at any time
 * @param inferred what is known of such a write, else null
 */
record Interval(
    boolean isWrite,
    int value,
    long call,
    long end,
    @Nullable Operation source,
    @Nullable Inferred inferred) {
  /** What a register holds that was never written. */
  static final int INITIAL = 0;

  /** What a read returned that nobody wrote. */
  static final int UNWRITTEN = -1;

  /** The write of {@link #INITIAL}, before everything else. */
  static final Interval GENESIS =
      new Interval(true, INITIAL, Long.MIN_VALUE, Long.MIN_VALUE, null, null);

  /**
   * What reads tell of a faulty client's write.
   *
   * @param author null if several clients may be
   * @param recorded the operation in the history that says so, null if the read's timestamp does
   */
  record Inferred(@Nullable String value, @Nullable String author, @Nullable Operation recorded) {}

  /** A write of a faulty client. */
  static Interval inferred(int value, Inferred write) {
    return new Interval(true, value, Long.MIN_VALUE + 1, Long.MAX_VALUE, null, write);
  }

  boolean isInferred() {
    return inferred != null;
  }

  /** The operation in the history that tells of this one, if any. */
  @Nullable Operation recorded() {
    return inferred == null ? source : inferred.recorded();
  }

  /** Whether it may take effect at any time, or never. */
  boolean isEndless() {
    return end == Long.MAX_VALUE;
  }

  Interval withValue(int number) {
    return new Interval(isWrite, number, call, end, source, inferred);
  }

  /** As if it had ended then, or was called then and ended at once if it was called later. */
  Interval endedBy(long nanos) {
    return new Interval(
        isWrite, value, Math.min(call, nanos), Math.min(end, nanos), source, inferred);
  }

  /** For example {@code c1's write of "v" (line 3)}. */
  String name() {
    if (inferred != null) {
      return (inferred.author() == null ? "a faulty client" : Quoted.shortened(inferred.author()))
          + "'s write of "
          + valueName()
          + " (inferred)";
    }
    if (source == null) {
      return "the register's beginning";
    }
    return Quoted.shortened(source.client())
        + "'s "
        + (isWrite ? "write" : "read")
        + " of "
        + valueName()
        + (source.line() > 0 ? " (line " + source.line() + ")" : "");
  }

  String valueName() {
    String text = inferred != null ? inferred.value() : source != null ? source.value() : null;
    return text == null ? "nothing" : Quoted.text(text);
  }
}
