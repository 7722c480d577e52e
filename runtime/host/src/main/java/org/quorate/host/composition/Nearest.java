package org.quorate.host.composition;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The name that somebody may have meant who gave another one. */
public final class Nearest {
  private Nearest() {}

  /** Words that end a message: which of {@code known} was meant, if that is not too far-fetched. */
  public static String hint(String given, Collection<String> known) {
    int far = Math.max(1, given.length() / 3);
    Optional<String> nearest =
        known.stream()
            .filter(name -> distance(given, name) <= far)
            .min(Comparator.comparingInt(name -> distance(given, name)));
    return nearest.map(name -> "; did you mean '" + name + "'?").orElse("");
  }

  /** How many letters must be put in, left out or changed (Levenshtein 1966). */
  static int distance(String one, String other) {
    int[] before = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] now = new int[other.length() + 1];
      now[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(changed, Math.min(before[j], now[j - 1]) + 1);
      }
      before = now;
    }
    return before[other.length()];
  }
}
