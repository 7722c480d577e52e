package org.quorate.host.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Bytes that are not what they should be; the message says what is wrong, for people. */
public final class MalformedException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
