package org.quorate.conformance.certificate;

import java.security.SecureRandom;
import java.util.Random;

/** Repeatable randomness for dealing keys in tests, so that a failure can be replayed. */
final class SeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final Random source;

  SeededRandom(long seed) {
    this.source = new Random(seed);
  }

  @Override
  public synchronized void nextBytes(byte[] bytes) {
    source.nextBytes(bytes);
  }
}
