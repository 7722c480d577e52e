package org.quorate.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives equal things one number, in the order in which they are first seen. */
final class Numbered<T> {
  private final List<T> things = new ArrayList<>();
  private final Map<T, Integer> numbers = new HashMap<>();

  int of(T thing) {
    Integer known = numbers.putIfAbsent(thing, things.size());
    if (known != null) {
      return known;
    }
    things.add(thing);
    return things.size() - 1;
  }

  T get(int number) {
    return things.get(number);
  }
}
