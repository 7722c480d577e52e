package org.quorate.console.bench;

import java.util.List;
import java.util.Locale;

/** Some measurements of the same thing. */
record Spread(double median, double min, double max) {
  static Spread of(List<Double> measured) {
    List<Double> sorted = measured.stream().sorted().toList();
    int size = sorted.size();
    double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    return new Spread(median, sorted.get(0), sorted.get(size - 1));
  }

  String text(String format) {
    return String.format(
        Locale.ROOT, format + " (" + format + " to " + format + ")", median, min, max);
  }
}
