package org.quorate.api.machine;

import org.quorate.api.model.Value;
import org.quorate.api.model.Version;

/** How an operation stands. */
public sealed interface Outcome {
  /** It goes on. */
  record Pending() implements Outcome {
    static final Pending INSTANCE = new Pending();
  }

  /** It has completed: a read with what it read, a write with what it wrote. */
  record Returned(Version version, Value value) implements Outcome {}

  /** It cannot complete, whatever else happens; {@code reason} says what the caller can do. */
  record Failed(String reason) implements Outcome {}

  static Outcome pending() {
    return Pending.INSTANCE;
  }
}
