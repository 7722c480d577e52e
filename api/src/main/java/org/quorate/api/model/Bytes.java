package org.quorate.api.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable byte string with value equality, ordered as unsigned bytes.
 *
 * <p>Every byte string in a record is a {@code Bytes}, because arrays compare by identity and the
 * equality of states and messages is what durability, deduplication and simulation rest on. {@code
 * toString} shows at most the first eight bytes, so that a value in a log stays short; never put a
 * secret into a log all the same.
 */
public final class Bytes implements Comparable<Bytes> {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private static final int SHOWN_BYTES_MAX = 8;

  private final byte[] content;

  /**
   * Of the content, once it was asked for: states and messages are compared by hash all the time.
   */
  private int hash;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** A copy of {@code content}. */
  public static Bytes copyOf(byte[] content) {
    return content.length == 0 ? EMPTY : new Bytes(content.clone());
  }

  /**
   * Wraps {@code content} without a copy; the caller must never write to the array again, because
   * everyone who holds the result relies on its being immutable.
   */
  public static Bytes wrap(byte[] content) {
    return content.length == 0 ? EMPTY : new Bytes(content);
  }

  /**
   * The UTF-8 encoding of {@code text}.
   *
   * @throws IllegalArgumentException if {@code text} has an unpaired surrogate: the JDK would
   *     encode it as a question mark, and two names that differ must never share their bytes
   */
  public static Bytes utf8(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    if (hasSurrogates(text) && !new String(encoded, StandardCharsets.UTF_8).equals(text)) {
      throw new IllegalArgumentException("text with an unpaired surrogate has no UTF-8 encoding");
    }
    return wrap(encoded);
  }

  private static boolean hasSurrogates(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads hexadecimal digits.
   *
   * @throws IllegalArgumentException if {@code hex} is not an even number of hexadecimal digits
   */
  public static Bytes fromHex(String hex) {
    return wrap(HexFormat.of().parseHex(hex));
  }

  public int length() {
    return content.length;
  }

  public boolean isEmpty() {
    return content.length == 0;
  }

  /** The byte at {@code index}, from -128 to 127. */
  public byte at(int index) {
    return content[index];
  }

  /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
  public Bytes slice(int from, int to) {
    if (from < 0 || to > content.length || from > to) {
      throw new IndexOutOfBoundsException(
          "slice [" + from + ", " + to + ") of " + content.length + " bytes");
    }
    // Not Arrays.copyOfRange: of a constant length and copied once more, JDK 17 miscompiles it on
    // processors with AVX-512. docs/decisions/0013-a-miscompiled-array-copy.md
    byte[] part = new byte[to - from];
    System.arraycopy(content, from, part, 0, part.length);
    return wrap(part);
  }

  public Bytes concat(Bytes other) {
    byte[] joined = Arrays.copyOf(content, content.length + other.content.length);
    System.arraycopy(other.content, 0, joined, content.length, other.content.length);
    return wrap(joined);
  }

  /** A fresh array that the caller may keep and change. */
  public byte[] toByteArray() {
    return content.clone();
  }

  public String toHex() {
    return HexFormat.of().formatHex(content);
  }

  /** The content read as UTF-8; malformed sequences become U+FFFD. */
  public String toUtf8() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** Equality in time that depends on the lengths only: for secrets. */
  public boolean equalsInConstantTime(Bytes other) {
    return MessageDigest.isEqual(content, other.content);
  }

  /** The content as a read-only buffer, without a copy: for whoever writes it somewhere. */
  public ByteBuffer asByteBuffer() {
    return ByteBuffer.wrap(content).asReadOnlyBuffer();
  }

  /** Feeds the content to {@code digest} without a copy. */
  public void update(MessageDigest digest) {
    digest.update(content);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(content, other.content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      known = Arrays.hashCode(content);
      hash = known; // a race does no harm: everybody finds the same
    }
    return known;
  }

  @Override
  public String toString() {
    return content.length <= SHOWN_BYTES_MAX
        ? toHex()
        : slice(0, SHOWN_BYTES_MAX).toHex() + "..(" + content.length + " bytes)";
  }
}
