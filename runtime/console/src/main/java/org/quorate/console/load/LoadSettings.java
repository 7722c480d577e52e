package org.quorate.console.load;

import java.time.Duration;

/**
 * What a load is to be. Each client carries out one operation after the other.
 *
 * @param clientName the clients are {@code clientName-1} and so on
 * @param clients how many of them
 * @param duration how long new operations are begun
 * @param reads the fraction of reads, 0 to 1
 * @param keys how many registers, each chosen with the same probability
 * @param valueBytes the size of values
 * @param deadline of each operation
 * @param seed of all choices
 */
public record LoadSettings(
    String clientName,
    int clients,
    Duration duration,
    double reads,
    int keys,
    int valueBytes,
    Duration deadline,
    long seed) {
  public static final int VALUE_BYTES_MIN = 64;

  public LoadSettings {
    if (clients < 1 || keys < 1) {
      throw new IllegalArgumentException("a load has at least one client and one key");
    }
    if (!(reads >= 0 && reads <= 1)) {
      throw new IllegalArgumentException("the fraction of reads is 0 to 1, not " + reads);
    }
    if (valueBytes < VALUE_BYTES_MIN) {
      throw new IllegalArgumentException(
          "values of a load are unique and have at least "
              + VALUE_BYTES_MIN
              + " bytes, not "
              + valueBytes);
    }
  }
}
