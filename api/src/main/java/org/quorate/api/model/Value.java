package org.quorate.api.model;

import org.jspecify.annotations.Nullable;

/**
 * What a register holds: a byte string, which may be empty, or nothing at all.
 *
 * @param content null if the register was never written
 */
public record Value(@Nullable Bytes content) {
  public static final Value ABSENT = new Value(null);

  private static final String DOMAIN = "quorate/value/1";

  public static Value of(Bytes content) {
    return new Value(content);
  }

  public boolean isPresent() {
    return content != null;
  }

  /** SHA-256 of the canonical encoding of this value; absent and empty differ. */
  public Bytes hash() {
    CanonicalWriter writer = new CanonicalWriter(DOMAIN);
    return Hashing.sha256(
        content == null ? writer.tag(0).toBytes() : writer.tag(1).bytes(content).toBytes());
  }
}
