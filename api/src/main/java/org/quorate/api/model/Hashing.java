package org.quorate.api.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4), the one hash function of the project; 32 bytes. */
public final class Hashing {
  public static final int HASH_BYTES = 32;

  private Hashing() {}

  public static Bytes sha256(Bytes content) {
    MessageDigest digest = newSha256();
    content.update(digest);
    return Bytes.wrap(digest.digest());
  }

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must offer SHA-256", e);
    }
  }
}
