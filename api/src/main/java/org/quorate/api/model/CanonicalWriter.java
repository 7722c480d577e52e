package org.quorate.api.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the canonical encoding of what is signed: one byte form for one meaning.
 *
 * <pre>
 * domain  length 2 B | UTF-8          first, names the kind and version of what follows
 * bytes   length 4 B | content
 * text    as bytes, UTF-8
 * number  8 B, two's complement
 * tag     1 B
 * </pre>
 *
 * All integers are big-endian. Every variable part carries its length, so no two different
 * sequences of fields written under one domain share an encoding. Not thread-safe.
 */
public final class CanonicalWriter {
  private ByteBuffer out = ByteBuffer.allocate(256);

  /**
   * @param domain what keeps this encoding apart from every other one that is signed with the same
   *     keys, for example {@code "quorate/statement/1"}
   */
  public CanonicalWriter(String domain) {
    byte[] name = domain.getBytes(StandardCharsets.UTF_8);
    if (name.length > 0xFFFF) {
      throw new IllegalArgumentException("a domain has at most 65535 bytes: " + name.length);
    }
    withRoom(Short.BYTES + name.length).putShort((short) name.length).put(name);
  }

  private ByteBuffer withRoom(int bytes) {
    if (out.remaining() < bytes) {
      out = ByteBuffer.allocate(2 * (out.position() + bytes)).put(out.flip());
    }
    return out;
  }

  public CanonicalWriter bytes(Bytes content) {
    int length = content.length();
    withRoom(Integer.BYTES + length).putInt(length).put(content.asByteBuffer());
    return this;
  }

  public CanonicalWriter text(String text) {
    return bytes(Bytes.utf8(text));
  }

  public CanonicalWriter number(long number) {
    withRoom(Long.BYTES).putLong(number);
    return this;
  }

  /** One byte, 0 to 255. */
  public CanonicalWriter tag(int tag) {
    if (tag < 0 || tag > 0xFF) {
      throw new IllegalArgumentException("a tag is one byte: " + tag);
    }
    withRoom(1).put((byte) tag);
    return this;
  }

  public CanonicalWriter version(Version version) {
    Timestamp ts = version.ts();
    return number(ts.counter())
        .text(ts.client().name())
        .bytes(ts.client().keyDigest())
        .tag(ts.path().tag())
        .bytes(version.hash());
  }

  public Bytes toBytes() {
    return Bytes.wrap(Arrays.copyOf(out.array(), out.position()));
  }
}
