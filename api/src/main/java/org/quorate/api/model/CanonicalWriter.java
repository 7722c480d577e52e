package org.quorate.api.model;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

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
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(160);

  /**
   * @param domain what keeps this encoding apart from every other one that is signed with the same
   *     keys, for example {@code "quorate/statement/1"}
   */
  public CanonicalWriter(String domain) {
    byte[] name = domain.getBytes(StandardCharsets.UTF_8);
    if (name.length > 0xFFFF) {
      throw new IllegalArgumentException("a domain has at most 65535 bytes: " + name.length);
    }
    out.write(name.length >>> 8);
    out.write(name.length);
    out.writeBytes(name);
  }

  public CanonicalWriter bytes(Bytes content) {
    int length = content.length();
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(length >>> shift);
    }
    out.writeBytes(content.toByteArray());
    return this;
  }

  public CanonicalWriter text(String text) {
    return bytes(Bytes.utf8(text));
  }

  public CanonicalWriter number(long number) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.write((int) (number >>> shift));
    }
    return this;
  }

  /** One byte, 0 to 255. */
  public CanonicalWriter tag(int tag) {
    if (tag < 0 || tag > 0xFF) {
      throw new IllegalArgumentException("a tag is one byte: " + tag);
    }
    out.write(tag);
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
    return Bytes.wrap(out.toByteArray());
  }
}
