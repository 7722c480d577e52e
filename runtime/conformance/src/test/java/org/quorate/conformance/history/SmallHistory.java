package org.quorate.conformance.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Up to seven operations on one register within few moments, so that ends and calls often meet;
 * about as often right as wrong.
 */
final class SmallHistory {
  private final Random random;
  private int values = 2;
  private boolean unique;
  private int oneInUnknown = 8;
  private boolean faulty;
  private boolean lurking;

  SmallHistory(long seed) {
    random = new Random(seed);
  }

  /** Every value is written once at most. */
  SmallHistory unique() {
    unique = true;
    values = 3;
    return this;
  }

  /** Writes of unknown outcome that may explain several reads. */
  SmallHistory oftenUnknown() {
    oneInUnknown = 2;
    return this;
  }

  /** Mallory writes, and others read what she wrote, with her timestamp or without any. */
  SmallHistory faulty() {
    faulty = true;
    return this;
  }

  /** Others read values of Mallory, each at one timestamp. */
  SmallHistory lurking() {
    lurking = true;
    return this;
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    int size = 1 + random.nextInt(7);
    int written = 0;
    for (int i = 0; i < size; i++) {
      long call = random.nextInt(14);
      @Nullable Long end =
          random.nextInt(oneInUnknown) == 0 ? null : (Long) (call + random.nextInt(6));
      boolean ok = random.nextInt(12) != 0;
      String client = faulty && random.nextInt(6) == 0 ? "mallory" : "c" + i;
      boolean write = random.nextInt(5) < 2;
      if (write) {
        String value = "v" + (unique ? written++ : random.nextInt(values));
        operations.add(operation(client, Operation.Kind.WRITE, value, call, end, ok, i));
      } else {
        String value = random.nextInt(4) == 0 ? null : "v" + random.nextInt(values);
        operations.add(operation(client, Operation.Kind.READ, value, call, end, ok, i));
      }
    }
    return operations;
  }

  private Operation operation(
      String client,
      Operation.Kind kind,
      @Nullable String value,
      long call,
      @Nullable Long end,
      boolean ok,
      int index) {
    boolean read = kind == Operation.Kind.READ;
    if (read && lurking && random.nextBoolean()) {
      int version = random.nextInt(3);
      return new Operation(
          client, "k", kind, "m" + version, call, end, ok, version + ":mallory", index + 1);
    }
    @Nullable String ts =
        read && faulty && random.nextInt(3) == 0 ? random.nextInt(2) + ":mallory" : null;
    return new Operation(client, "k", kind, value, call, end, ok, ts, index + 1);
  }
}
