package org.quorate.host.composition;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The choice for one slot: which part, and its own options.
 *
 * @param name as the part's service says it
 * @param options as the part documents them; empty for its defaults
 */
public record Part(String name, Map<String, String> options) {
  public Part {
    // Sorted, because the descriptor that holds it is signed in one encoding.
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  public static Part named(String name) {
    return new Part(name, Map.of());
  }

  @Override
  public String toString() {
    return options.isEmpty() ? name : name + options;
  }
}
