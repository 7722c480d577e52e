package org.quorate.api.model;

/**
 * A replica, by its number in the configuration: 1 to n. (Zero is never a replica, because in a
 * secret sharing the point 0 is the secret.)
 */
public record ReplicaId(int number) implements Comparable<ReplicaId> {
  /** The most replicas that a configuration may have. */
  public static final int NUMBER_MAX = 4096;

  public ReplicaId {
    if (number < 1 || number > NUMBER_MAX) {
      throw new IllegalArgumentException(
          "a replica's number is 1 to " + NUMBER_MAX + ", not " + number);
    }
  }

  @Override
  public int compareTo(ReplicaId other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return "r" + number;
  }
}
