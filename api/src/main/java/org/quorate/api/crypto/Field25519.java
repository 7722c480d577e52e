package org.quorate.api.crypto;

import java.util.Optional;
import org.quorate.api.model.Bytes;

/**
 * A number modulo p = 2^255 - 19, as five limbs of 51 bits (Bernstein, Duif, Lange, Schwabe, Yang:
 * "High-speed high-security signatures", 2011, section 3). Immutable. Not in constant time: for
 * public values only.
 *
 * <p>Limbs are at most 2^51, so the halves of a product of one and a doubled one are below 2^53,
 * and a column of them, 77 at most, below 2^60.
 */
final class Field25519 {
  private static final int LIMB_BITS = 51;
  private static final long MASK = (1L << LIMB_BITS) - 1;
  private static final Field25519 ONE = of(1);

  /** A square root of -1: 2 is no square, so 2^((p - 1) / 4) is one. */
  private static final Field25519 ROOT_OF_MINUS_ONE = of(2).toTheQuarter();

  private final long a0;
  private final long a1;
  private final long a2;
  private final long a3;
  private final long a4;

  /** Carries; takes limbs from 0 to below 2^62. */
  private Field25519(long r0, long r1, long r2, long r3, long r4) {
    long c1 = r1 + (r0 >> LIMB_BITS);
    long c2 = r2 + (c1 >> LIMB_BITS);
    long c3 = r3 + (c2 >> LIMB_BITS);
    long c4 = r4 + (c3 >> LIMB_BITS);
    long c0 = (r0 & MASK) + 19 * (c4 >> LIMB_BITS);
    a0 = c0 & MASK;
    a1 = (c1 & MASK) + (c0 >> LIMB_BITS);
    a2 = c2 & MASK;
    a3 = c3 & MASK;
    a4 = c4 & MASK;
  }

  static Field25519 of(int value) {
    return new Field25519(value, 0, 0, 0, 0);
  }

  /** The first 255 bits, little-endian, of 32 bytes; empty unless below p. */
  static Optional<Field25519> ofCanonical(Bytes bytes) {
    long w0 = word(bytes, 0);
    long w1 = word(bytes, 8);
    long w2 = word(bytes, 16);
    long w3 = word(bytes, 24);
    Field25519 value =
        new Field25519(
            w0 & MASK,
            (w0 >>> 51 | w1 << 13) & MASK,
            (w1 >>> 38 | w2 << 26) & MASK,
            (w2 >>> 25 | w3 << 39) & MASK,
            (w3 >>> 12) & MASK);
    return value.isBelowP() ? Optional.of(value) : Optional.empty();
  }

  private static long word(Bytes bytes, int from) {
    long word = 0;
    for (int i = 7; i >= 0; i--) {
      word = word << 8 | Byte.toUnsignedLong(bytes.at(from + i));
    }
    return word;
  }

  Field25519 plus(Field25519 b) {
    return new Field25519(a0 + b.a0, a1 + b.a1, a2 + b.a2, a3 + b.a3, a4 + b.a4);
  }

  /** Adds 4p first, so that no limb is negative. */
  Field25519 minus(Field25519 b) {
    long fourP = 4 * MASK;
    return new Field25519(
        a0 + fourP - 4 * 18 - b.a0,
        a1 + fourP - b.a1,
        a2 + fourP - b.a2,
        a3 + fourP - b.a3,
        a4 + fourP - b.a4);
  }

  Field25519 times(Field25519 b) {
    long b0 = b.a0;
    long b1 = b.a1;
    long b2 = b.a2;
    long b3 = b.a3;
    long b4 = b.a4;
    // Column k takes the low halves of the products of i + j = k and the high halves of
    // i + j = k - 1; what passes 2^255 comes back times 19.
    long low0 = low(a0, b0);
    long low1 = low(a0, b1) + low(a1, b0);
    long low2 = low(a0, b2) + low(a1, b1) + low(a2, b0);
    long low3 = low(a0, b3) + low(a1, b2) + low(a2, b1) + low(a3, b0);
    long low4 = low(a0, b4) + low(a1, b3) + low(a2, b2) + low(a3, b1) + low(a4, b0);
    long low5 = low(a1, b4) + low(a2, b3) + low(a3, b2) + low(a4, b1);
    long low6 = low(a2, b4) + low(a3, b3) + low(a4, b2);
    long low7 = low(a3, b4) + low(a4, b3);
    long low8 = low(a4, b4);
    long high0 = high(a0, b0);
    long high1 = high(a0, b1) + high(a1, b0);
    long high2 = high(a0, b2) + high(a1, b1) + high(a2, b0);
    long high3 = high(a0, b3) + high(a1, b2) + high(a2, b1) + high(a3, b0);
    long high4 = high(a0, b4) + high(a1, b3) + high(a2, b2) + high(a3, b1) + high(a4, b0);
    long high5 = high(a1, b4) + high(a2, b3) + high(a3, b2) + high(a4, b1);
    long high6 = high(a2, b4) + high(a3, b3) + high(a4, b2);
    long high7 = high(a3, b4) + high(a4, b3);
    long high8 = high(a4, b4);
    return new Field25519(
        low0 + 19 * (low5 + high4),
        low1 + high0 + 19 * (low6 + high5),
        low2 + high1 + 19 * (low7 + high6),
        low3 + high2 + 19 * (low8 + high7),
        low4 + high3 + 19 * high8);
  }

  Field25519 squared() {
    return squared(1);
  }

  /** This to the 2^times. All but all the time goes here, so the limbs stay in local variables. */
  private Field25519 squared(int times) {
    long x0 = a0;
    long x1 = a1;
    long x2 = a2;
    long x3 = a3;
    long x4 = a4;
    for (int i = 0; i < times; i++) {
      long d0 = 2 * x0;
      long d1 = 2 * x1;
      long d2 = 2 * x2;
      long d3 = 2 * x3;
      long low5 = low(d1, x4) + low(d2, x3);
      long low6 = low(d2, x4) + low(x3, x3);
      long low7 = low(d3, x4);
      long low8 = low(x4, x4);
      long high4 = high(d0, x4) + high(d1, x3) + high(x2, x2);
      long high5 = high(d1, x4) + high(d2, x3);
      long high6 = high(d2, x4) + high(x3, x3);
      long high7 = high(d3, x4);
      long high8 = high(x4, x4);
      long r0 = low(x0, x0) + 19 * (low5 + high4);
      long r1 = low(d0, x1) + high(x0, x0) + 19 * (low6 + high5);
      long r2 = low(d0, x2) + low(x1, x1) + high(d0, x1) + 19 * (low7 + high6);
      long r3 = low(d0, x3) + low(d1, x2) + high(d0, x2) + high(x1, x1) + 19 * (low8 + high7);
      long r4 = low(d0, x4) + low(d1, x3) + low(x2, x2) + high(d0, x3) + high(d1, x2) + 19 * high8;
      x0 = (r0 & MASK) + 19 * (r4 >> LIMB_BITS);
      x1 = (r1 & MASK) + (r0 >> LIMB_BITS);
      x2 = (r2 & MASK) + (r1 >> LIMB_BITS);
      x3 = (r3 & MASK) + (r2 >> LIMB_BITS);
      x4 = (r4 & MASK) + (r3 >> LIMB_BITS);
    }
    return new Field25519(x0, x1, x2, x3, x4);
  }

  /** The lower 51 bits of a product. */
  private static long low(long a, long b) {
    return a * b & MASK;
  }

  /** A product divided by 2^51; both factors below 2^54. */
  private static long high(long a, long b) {
    return Math.multiplyHigh(a << 6, b << 7);
  }

  /** Zero has two forms, since carrying leaves numbers below 2^255 + 2^51. */
  boolean isZero() {
    return (a0 | a1 | a2 | a3 | a4) == 0 || (a0 == MASK - 18 && upperLimbsAreFull());
  }

  /** Empty if this is no square. */
  Optional<Field25519> squareRoot() {
    return squareRootOfRatio(ONE);
  }

  /** A square root of this / {@code d}, d not zero; empty if there is none. */
  Optional<Field25519> squareRootOfRatio(Field25519 d) {
    // RFC 8032, 5.1.3, step 2
    Field25519 d3 = d.squared().times(d);
    Field25519 d7 = d3.squared().times(d);
    Field25519 root = times(d3).times(times(d7).toTheEighth());
    Field25519 check = d.times(root.squared());
    if (check.minus(this).isZero()) {
      return Optional.of(root);
    }
    return check.plus(this).isZero()
        ? Optional.of(root.times(ROOT_OF_MINUS_ONE))
        : Optional.empty();
  }

  /** Whether this is a fourth power other than zero. */
  boolean isFourthPower() {
    return toTheQuarter().minus(ONE).isZero();
  }

  /** This to the (p - 1) / 4 = 2 (p - 5) / 8 + 1. */
  private Field25519 toTheQuarter() {
    return toTheEighth().squared().times(this);
  }

  /** This to the (p - 5) / 8 = 2^252 - 3; the names tell the exponents: z10 to the 2^10 - 1. */
  private Field25519 toTheEighth() {
    Field25519 z2 = squared().times(this);
    Field25519 z4 = z2.squared(2).times(z2);
    Field25519 z5 = z4.squared().times(this);
    Field25519 z10 = z5.squared(5).times(z5);
    Field25519 z20 = z10.squared(10).times(z10);
    Field25519 z40 = z20.squared(20).times(z20);
    Field25519 z50 = z40.squared(10).times(z10);
    Field25519 z100 = z50.squared(50).times(z50);
    Field25519 z200 = z100.squared(100).times(z100);
    Field25519 z250 = z200.squared(50).times(z50);
    return z250.squared(2).times(this);
  }

  private boolean isBelowP() {
    return a0 < MASK - 18 || !upperLimbsAreFull();
  }

  private boolean upperLimbsAreFull() {
    return (a1 & a2 & a3 & a4) == MASK;
  }
}
