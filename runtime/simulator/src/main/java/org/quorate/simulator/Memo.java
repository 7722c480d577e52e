package org.quorate.simulator;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What becomes of a state when a letter meets it: worked out once, because the machines are pure
 * functions and most worlds of an exploration differ elsewhere.
 */
final class Memo<R> {
  private final Map<Met, R> results = new HashMap<>();

  /** A state, or what a client does, and the letter that meets it, by their numbers. */
  private record Met(int state, int letter) {}

  R of(int state, int letter, Supplier<R> result) {
    return results.computeIfAbsent(new Met(state, letter), met -> result.get());
  }
}
