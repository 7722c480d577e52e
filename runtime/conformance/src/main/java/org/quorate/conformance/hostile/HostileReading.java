package org.quorate.conformance.hostile;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.quorate.api.model.Bytes;

/**
 * One reading of bytes that an adversary may have chosen (D5). The reader must
 *
 * <ul>
 *   <li>give a value or throw what it documents, because nobody is prepared for anything else;
 *   <li>explain itself in one line of at most {@value #MESSAGE_LENGTH_MAX} characters, none of them
 *       a control character, because the line goes into a log;
 *   <li>allocate at most {@value #ALLOCATED_BYTES_MAX} bytes and {@value #ALLOCATED_PER_BYTE_MAX}
 *       for each byte that it was given, because a length that is only announced costs its sender
 *       nothing.
 * </ul>
 *
 * <p>Whatever it does not is an {@link AssertionError}. It must be a pure function of the bytes: it
 * may be asked twice.
 */
public final class HostileReading {
  static final int MESSAGE_LENGTH_MAX = 1500;
  static final int ALLOCATED_BYTES_MAX = 4 << 20;
  static final int ALLOCATED_PER_BYTE_MAX = 64;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private HostileReading() {}

  /**
   * A reader of bytes.
   *
   * @param <T> what it makes of them
   */
  @FunctionalInterface
  public interface Reader<T> {
    T read(Bytes input) throws Exception;
  }

  /** What a reader that takes anything makes of {@code input}. */
  public static <T> T value(byte[] input, Reader<T> reader) {
    return within(Bytes.copyOf(input), reader);
  }

  /** What the reader makes of {@code input}, or nothing if it throws {@code documented}. */
  public static <T> Optional<T> valueOrError(
      byte[] input, Class<? extends Exception> documented, Reader<T> reader) {
    return within(
        Bytes.copyOf(input),
        bytes -> {
          try {
            return Optional.of(reader.read(bytes));
          } catch (Exception e) {
            if (!documented.isInstance(e)) {
              throw e;
            }
            examine(String.valueOf(e.getMessage()));
            return Optional.empty();
          }
        });
  }

  private static <T> T within(Bytes input, Reader<T> reader) {
    long most = ALLOCATED_BYTES_MAX + (long) ALLOCATED_PER_BYTE_MAX * input.length();
    try {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      T read = reader.read(input);
      long after = THREADS.getCurrentThreadAllocatedBytes();
      if (after - before > most) {
        // The first reading of a kind loads classes; only the second one shows its own need.
        before = THREADS.getCurrentThreadAllocatedBytes();
        read = reader.read(input);
        after = THREADS.getCurrentThreadAllocatedBytes();
      }
      if (after - before > most) {
        throw new AssertionError(
            "allocated %,d bytes for %,d".formatted(after - before, input.length()));
      }
      return read;
    } catch (Exception e) {
      throw new AssertionError("threw what is not documented: " + e, e);
    }
  }

  private static void examine(String message) {
    if (message.length() > MESSAGE_LENGTH_MAX) {
      throw new AssertionError(
          "a message of %,d characters: %s..."
              .formatted(message.length(), message.substring(0, MESSAGE_LENGTH_MAX)));
    }
    if (message.chars().anyMatch(Character::isISOControl)) {
      throw new AssertionError("control characters in a message: " + message);
    }
  }
}
