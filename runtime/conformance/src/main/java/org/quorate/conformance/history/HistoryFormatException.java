package org.quorate.conformance.history;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file is not a history; the message says in which line, and what is wrong with it. */
public final class HistoryFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int line;

  /**
   * @param where put before the line's number, for example {@code "history.jsonl, "}
   */
  HistoryFormatException(String where, int line, String message, @Nullable Throwable cause) {
    super(where + "line " + line + ": " + message, cause);
    this.line = line;
  }

  /** From 1. */
  public int line() {
    return line;
  }
}
