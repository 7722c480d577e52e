package org.quorate.api.model;

/** The number of a configuration; a later one replaces an earlier one. */
public record Epoch(long number) implements Comparable<Epoch> {
  public static final Epoch FIRST = new Epoch(1);

  public Epoch {
    if (number < 0) {
      throw new IllegalArgumentException("an epoch's number is not negative: " + number);
    }
  }

  @Override
  public int compareTo(Epoch other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return "e" + number;
  }
}
