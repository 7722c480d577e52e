package org.quorate.api.transport;

import java.util.HashMap;
import java.util.Map;

/**
 * A bounded memory that holders share who do not trust each other. Nobody may hold more than what
 * is free then: one alone has half of it, and of k that want all they can get each has a (k+1)th,
 * and as much is left for whoever comes next. So nobody need know how many there will be (dynamic
 * thresholds: Choudhury and Hahne, "Dynamic queue length thresholds for shared-memory packet
 * switches", 1998). It counts and holds nothing itself. Thread-safe.
 *
 * @param <K> who holds
 */
public final class SharedMemory<K> {
  private final long bytesMax;
  private final Map<K, Long> held = new HashMap<>(); // guarded by this
  private long heldBytes; // by all; guarded by this

  /**
   * An empty one.
   *
   * @throws IllegalArgumentException if {@code bytesMax} is below 1
   */
  public SharedMemory(long bytesMax) {
    if (bytesMax < 1) {
      throw new IllegalArgumentException("must hold at least one byte, not " + bytesMax);
    }
    this.bytesMax = bytesMax;
  }

  /** Whether {@code who} may hold {@code bytes} more, and does from now on. */
  public synchronized boolean take(K who, long bytes) {
    long own = held.getOrDefault(who, 0L) + bytes;
    if (own > bytesMax - heldBytes - bytes) {
      return false;
    }
    held.put(who, own);
    heldBytes += bytes;
    return true;
  }

  /**
   * Ends the holding of what was taken.
   *
   * @throws IllegalStateException if {@code who} does not hold as much
   */
  public synchronized void giveBack(K who, long bytes) {
    long left = held.getOrDefault(who, 0L) - bytes;
    if (left < 0) {
      throw new IllegalStateException(
          who + " gives back " + -left + " bytes that it does not hold");
    }
    if (left == 0) {
      held.remove(who);
    } else {
      held.put(who, left);
    }
    heldBytes -= bytes;
  }

  /** Whether {@code who} holds more than half of what it may: time to take no more for a while. */
  public synchronized boolean isScarceFor(K who) {
    return 2 * held.getOrDefault(who, 0L) > bytesMax - heldBytes;
  }

  /** What all hold together, in bytes. */
  public synchronized long heldBytes() {
    return heldBytes;
  }
}
