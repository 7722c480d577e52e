package org.quorate.conformance.lab;

/**
 * How the network treats each message. Delays are drawn from a range, so messages overtake each
 * other.
 */
public record NetworkConditions(
    int delayMicrosMin, int delayMicrosMax, int lossPercent, int duplicationPercent) {
  /** Nothing is lost, doubled or overtaken by much. */
  public static final NetworkConditions CALM = new NetworkConditions(900, 1100, 0, 0);

  /** Loses, doubles and reorders. */
  public static final NetworkConditions ROUGH = new NetworkConditions(200, 20_000, 10, 10);

  public NetworkConditions {
    if (delayMicrosMin < 0
        || delayMicrosMax < delayMicrosMin
        || lossPercent < 0
        || lossPercent > 90
        || duplicationPercent < 0
        || duplicationPercent > 90) {
      throw new IllegalArgumentException(
          "delays are an ascending range, loss and duplication 0 to 90 percent");
    }
  }
}
