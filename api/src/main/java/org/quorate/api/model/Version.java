package org.quorate.api.model;

/**
 * A timestamp with the hash of its value.
 *
 * @param hash {@link Value#hash()}, 32 bytes
 */
public record Version(Timestamp ts, Bytes hash) {
  /** The version with which every register begins. */
  public static final Version GENESIS = new Version(Timestamp.GENESIS, Value.ABSENT.hash());

  public Version {
    if (hash.length() != Hashing.HASH_BYTES) {
      throw new IllegalArgumentException("a value's hash has 32 bytes, not " + hash.length());
    }
  }

  /**
   * Whether this version is later. Two versions of one timestamp never exist in a correct run, so
   * the hash takes no part in the order.
   */
  public boolean isAfter(Version other) {
    return ts.isAfter(other.ts);
  }

  @Override
  public String toString() {
    return ts + "/" + hash.slice(0, 4).toHex();
  }
}
