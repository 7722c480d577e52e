package org.quorate.conformance.history;

import java.util.Arrays;

/** What may be the case at a moment of a history, as {@link Search} sees it. Immutable. */
final class Configuration {
  static final Configuration FIRST = new Configuration(Interval.INITIAL, 0, new int[0]);

  private final int value;
  private final long effective;
  private final int[] used;

  /**
   * A configuration.
   *
   * @param value what the register holds
   * @param effective a bit for each operation under way that has taken effect
   * @param used the value of each write without an end that has taken effect, sorted; not copied
   */
  Configuration(int value, long effective, int[] used) {
    this.value = value;
    this.effective = effective;
    this.used = used;
  }

  int value() {
    return value;
  }

  long effective() {
    return effective;
  }

  int[] used() {
    return used;
  }

  int used(int ofValue) {
    int count = 0;
    for (int one : used) {
      count += one == ofValue ? 1 : 0;
    }
    return count;
  }

  int[] withUsed(int ofValue) {
    int[] more = Arrays.copyOf(used, used.length + 1);
    more[used.length] = ofValue;
    Arrays.sort(more);
    return more;
  }

  Configuration without(long bits) {
    return new Configuration(value, effective & ~bits, used);
  }

  /** Whether this one, if all else is equal, can do whatever {@code other} can. */
  boolean usesNoMoreThan(Configuration other) {
    if (used == other.used) {
      return true;
    }
    int at = 0;
    for (int one : other.used) {
      at += at < used.length && used[at] == one ? 1 : 0;
    }
    return at == used.length;
  }
}
