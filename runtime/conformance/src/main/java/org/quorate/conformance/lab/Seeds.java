package org.quorate.conformance.lab;

/** Seeds from seeds: independent choices of one run must not share a stream of random numbers. */
public final class Seeds {
  private Seeds() {}

  /** The seed of the {@code index}-th thing under {@code seed}. (Steele, Lea, Flood: SplitMix.) */
  public static long derive(long seed, long index) {
    long z = seed + 0x9E3779B97F4A7C15L * (index + 1);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
