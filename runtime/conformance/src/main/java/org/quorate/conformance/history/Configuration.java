package org.quorate.conformance.history;

import java.util.Arrays;

/** What may be the case at a moment of a history, as {@link Search} sees it. Immutable. */
final class Configuration {
  /** For a value that no read will return. */
  static final int UNWANTED = -1;

  static final Configuration FIRST = new Configuration(Interval.INITIAL, 0, new int[0]);

  private final int value;
  private final long effective;
  private final int[] used;

  /**
   * A configuration.
   *
   * @param value what the register holds
   * @param effective a bit for each operation under way that has taken effect
   * @param used how many writes without an end have taken effect, for each spared value as {@link
   *     Search} numbers them, as far as there are any; not copied
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

  int used(int spared) {
    return spared < used.length ? used[spared] : 0;
  }

  int[] withUsed(int spared) {
    int[] more = Arrays.copyOf(used, Math.max(used.length, spared + 1));
    more[spared]++;
    return more;
  }

  Configuration without(long bits) {
    return new Configuration(value, effective & ~bits, used);
  }

  /**
   * Whether this one can do whatever {@code other} can, of the same value and the same writes that
   * have taken effect: all of its reads have, and no more writes without an end.
   */
  boolean isAsGoodAs(Configuration other) {
    if ((other.effective & ~effective) != 0) {
      return false;
    }
    if (used == other.used) {
      return true;
    }
    for (int spared = 0; spared < used.length; spared++) {
      if (used[spared] > other.used(spared)) {
        return false;
      }
    }
    return true;
  }
}
