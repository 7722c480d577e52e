package org.quorate.conformance.history;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a file as bytes, one at a time, in memory that does not depend on the file. */
final class Lines {
  /** The longest line that is kept. */
  static final int LENGTH_MAX = 4 << 20;

  private static final int BLOCK_BYTES = 1 << 16;

  private final InputStream in;
  private final byte[] block = new byte[BLOCK_BYTES];
  private int at;
  private int end;
  private byte[] line = new byte[1 << 10];
  private int length;
  private int number;

  Lines(InputStream in) {
    this.in = in;
  }

  /**
   * Goes to the next line; of one that is too long only as far as {@link #LENGTH_MAX}.
   *
   * @return false if there is none
   */
  boolean next() throws IOException {
    length = 0;
    if (!fill()) {
      return false;
    }
    number++;
    do {
      int from = at;
      while (at < end && block[at] != '\n') {
        at++;
      }
      append(from);
      if (at < end) {
        at++;
        break;
      }
    } while (!isTooLong() && fill());
    return true;
  }

  private boolean fill() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, in.read(block));
    }
    return at < end;
  }

  private void append(int from) {
    int more = at - from;
    if (length + more > line.length) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, length + more));
    }
    System.arraycopy(block, from, line, length, more);
    length += more;
  }

  boolean isTooLong() {
    return length > LENGTH_MAX;
  }

  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Of which only {@link #length()} count; the next line takes their place. */
  byte[] bytes() {
    return line;
  }

  int length() {
    return length;
  }

  /** From 1. */
  int number() {
    return number;
  }
}
