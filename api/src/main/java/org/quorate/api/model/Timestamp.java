package org.quorate.api.model;

import java.util.Comparator;

/**
 * The place of a version in the order of its register: lexicographic by counter, client, path. One
 * timestamp never gets two values; that is the first invariant of every protocol here.
 *
 * @param counter 0 (genesis only) to {@link #COUNTER_MAX}
 */
public record Timestamp(long counter, ClientId client, Path path) implements Comparable<Timestamp> {
  public static final long COUNTER_MAX = Long.MAX_VALUE - 1;
  public static final Timestamp GENESIS = new Timestamp(0, ClientId.NONE, Path.BASE);

  private static final Comparator<Timestamp> ORDER =
      Comparator.comparingLong(Timestamp::counter)
          .thenComparing(Timestamp::client)
          .thenComparing(Timestamp::path);

  /** How a timestamp was granted; only the optimised mode of BFT-BC uses the optimistic one. */
  public enum Path {
    OPTIMISTIC,
    BASE;

    int tag() {
      return this == OPTIMISTIC ? 0 : 1;
    }
  }

  public Timestamp {
    if (counter < 0 || counter > COUNTER_MAX) {
      throw new IllegalArgumentException(
          "a timestamp's counter is 0 to " + COUNTER_MAX + ", not " + counter);
    }
    boolean nobody = client.equals(ClientId.NONE);
    if (nobody != (counter == 0) || (nobody && path != Path.BASE)) {
      throw new IllegalArgumentException(
          "only genesis has the counter 0 and no client: " + counter + ", " + client);
    }
  }

  /**
   * The successor of this timestamp for {@code client} on the base path.
   *
   * @throws TimestampExhaustedException at the last counter: the register then takes no more writes
   */
  public Timestamp successor(ClientId client) {
    return successor(client, Path.BASE);
  }

  /** As {@link #successor(ClientId)}, on {@code path}. */
  public Timestamp successor(ClientId client, Path path) {
    if (counter == COUNTER_MAX) {
      throw new TimestampExhaustedException();
    }
    return new Timestamp(counter + 1, client, path);
  }

  public boolean isAfter(Timestamp other) {
    return compareTo(other) > 0;
  }

  public boolean isAtMost(Timestamp other) {
    return compareTo(other) <= 0;
  }

  public Timestamp max(Timestamp other) {
    return isAfter(other) ? this : other;
  }

  @Override
  public int compareTo(Timestamp other) {
    return ORDER.compare(this, other);
  }

  /** The same in every process, as an enum's own is not: what is counted by it can be compared. */
  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(counter) + client.hashCode()) + path.tag();
  }

  /** For example {@code 12:alice}, or {@code 12:alice:optimistic}. */
  @Override
  public String toString() {
    return counter + ":" + client + (path == Path.OPTIMISTIC ? ":optimistic" : "");
  }
}
