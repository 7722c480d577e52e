package org.quorate.conformance.history;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file is not a history; the message says in which line, and what is wrong with it. */
public final class HistoryFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int line;

  HistoryFormatException(int line, String message, @Nullable Throwable cause) {
    super("line " + line + ": " + message, cause);
    this.line = line;
  }

  /** From 1. */
  public int line() {
    return line;
  }
}
