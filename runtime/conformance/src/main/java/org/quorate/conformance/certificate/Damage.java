package org.quorate.conformance.certificate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.quorate.api.model.Bytes;

/** Ways to spoil a byte string; none of them gives back what went in. */
final class Damage {
  private Damage() {}

  /** {@code original} with one bit changed in each byte, and cut, stretched and replaced. */
  static List<Bytes> of(Bytes original) {
    List<Bytes> damaged = new ArrayList<>(reshaped(original));
    Random random = new Random(original.hashCode());
    for (int i = 0; i < original.length(); i++) {
      byte[] bytes = original.toByteArray();
      bytes[i] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      damaged.add(Bytes.wrap(bytes));
    }
    return damaged;
  }

  /** {@code original} cut, stretched and replaced. */
  static List<Bytes> reshaped(Bytes original) {
    int length = original.length();
    byte[] ones = new byte[length];
    Arrays.fill(ones, (byte) 0xFF);
    byte[] highest = new byte[length];
    highest[0] = (byte) 0xC0;
    List<Bytes> damaged = new ArrayList<>();
    damaged.add(Bytes.EMPTY);
    damaged.add(original.slice(0, length - 1));
    damaged.add(original.slice(1, length));
    damaged.add(original.slice(0, length / 2));
    damaged.add(original.concat(Bytes.wrap(new byte[1])));
    damaged.add(Bytes.wrap(new byte[1]).concat(original));
    damaged.add(original.concat(original));
    damaged.add(Bytes.wrap(new byte[length]));
    damaged.add(Bytes.wrap(ones));
    damaged.add(Bytes.wrap(highest));
    damaged.add(reversed(original));
    damaged.removeAll(Collections.singleton(original));
    return damaged;
  }

  private static Bytes reversed(Bytes original) {
    byte[] bytes = new byte[original.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = original.at(bytes.length - 1 - i);
    }
    return Bytes.wrap(bytes);
  }
}
