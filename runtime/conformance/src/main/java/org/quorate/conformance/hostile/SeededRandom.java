package org.quorate.conformance.hostile;

import java.security.SecureRandom;
import java.util.Random;

/**
 * Repeatable randomness for making keys, so that a run can be replayed; no secret is safe with it.
 */
public final class SeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final Random source;

  public SeededRandom(long seed) {
    this.source = new Random(seed);
  }

  @Override
  public synchronized void nextBytes(byte[] bytes) {
    source.nextBytes(bytes);
  }
}
