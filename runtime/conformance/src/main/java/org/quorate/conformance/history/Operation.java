package org.quorate.conformance.history;

import org.jspecify.annotations.Nullable;

/**
 * One operation on a register as its client saw it.
 *
 * @param value what was written, or what was read; null for a read that found the register empty
 * @param callNanos 0 or more
 * @param returnNanos null if no answer came: a write may then take effect at any time, or never
 * @param ok false if the answer was an error; then nothing follows from the answer
 * @param ts the timestamp of the version that was read or written, for example {@code 12:alice};
 *     null if unknown
 * @param line where it stands in the file it was read from, from 1; 0 if it was not
 */
public record Operation(
    String client,
    String key,
    Kind kind,
    @Nullable String value,
    long callNanos,
    @Nullable Long returnNanos,
    boolean ok,
    @Nullable String ts,
    int line) {

  /** What an operation does. */
  public enum Kind {
    READ,
    WRITE
  }

  public Operation {
    if (client.isEmpty() || key.isEmpty()) {
      throw new IllegalArgumentException("an operation has a client and a key");
    }
    if (kind == Kind.WRITE && value == null) {
      throw new IllegalArgumentException("a write has a value");
    }
    if (callNanos < 0) {
      throw new IllegalArgumentException("a time is 0 or more nanoseconds, not " + callNanos);
    }
    if (returnNanos != null && returnNanos == Long.MAX_VALUE) {
      throw new IllegalArgumentException("a time is less than " + Long.MAX_VALUE + " nanoseconds");
    }
    if (returnNanos != null && returnNanos < callNanos) {
      throw new IllegalArgumentException(
          "an operation returns after its call: call " + callNanos + ", return " + returnNanos);
    }
  }

  public static Operation write(
      String client, String key, String value, long callNanos, @Nullable Long returnNanos) {
    return new Operation(client, key, Kind.WRITE, value, callNanos, returnNanos, true, null, 0);
  }

  public static Operation read(
      String client,
      String key,
      @Nullable String value,
      long callNanos,
      @Nullable Long returnNanos) {
    return new Operation(client, key, Kind.READ, value, callNanos, returnNanos, true, null, 0);
  }

  /** The same operation with the timestamp of its version. */
  public Operation at(@Nullable String timestamp) {
    return new Operation(client, key, kind, value, callNanos, returnNanos, ok, timestamp, line);
  }

  /** Whether its outcome is known. */
  public boolean isKnown() {
    return ok && returnNanos != null;
  }

  public boolean isWrite() {
    return kind == Kind.WRITE;
  }

  /** The client in {@link #ts}, null if there is none. */
  public @Nullable String author() {
    if (ts == null) {
      return null;
    }
    String[] parts = ts.split(":", 3);
    return parts.length < 2 ? null : parts[1];
  }

  /** For example {@code line 7: c1 write "v" on k [10, 20] at 12:c1}. */
  @Override
  public String toString() {
    return (line > 0 ? "line " + line + ": " : "")
        + Quoted.shortened(client)
        + (isWrite() ? " write " : " read ")
        + (value == null ? "nothing" : Quoted.text(value))
        + " on "
        + Quoted.shortened(key)
        + " ["
        + callNanos
        + ", "
        + (returnNanos == null ? "no answer" : returnNanos)
        + "]"
        + (ok ? "" : " failed")
        + (ts == null ? "" : " at " + Quoted.shortened(ts));
  }
}
