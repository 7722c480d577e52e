package org.quorate.api.machine;

import org.quorate.api.model.Bytes;

/**
 * Ties replies to the question they answer: an answer with a foreign nonce never counts.
 *
 * @param operation 16 bytes, random, one value for each operation
 * @param round which question of that operation, from 1
 */
public record Nonce(Bytes operation, int round) {
  public static final int OPERATION_BYTES = 16;

  public Nonce {
    if (operation.length() != OPERATION_BYTES || round < 1) {
      throw new IllegalArgumentException(
          "a nonce has 16 bytes and a round from 1: " + operation.length() + " bytes, " + round);
    }
  }

  public static Nonce first(Bytes operation) {
    return new Nonce(operation, 1);
  }

  public Nonce next() {
    return new Nonce(operation, round + 1);
  }
}
