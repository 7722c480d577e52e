package org.quorate.api.model;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A client. The id commits to the client's public signing key, so that whoever sees its signature
 * together with the key can check it without asking anyone.
 *
 * @param name 1 to 64 of {@code A-Z a-z 0-9 . _ -}; for people, and unique in a cluster
 * @param keyDigest SHA-256 of the public key in its scheme's encoding, 32 bytes
 */
public record ClientId(String name, Bytes keyDigest) implements Comparable<ClientId> {
  /** The author of the genesis version: nobody, ordered below every client. */
  public static final ClientId NONE = new ClientId("", Bytes.EMPTY);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Comparator<ClientId> ORDER =
      Comparator.comparing(ClientId::name).thenComparing(ClientId::keyDigest);

  public ClientId {
    boolean none = name.isEmpty() && keyDigest.isEmpty();
    if (!none && !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a client's name is 1 to 64 of A-Z a-z 0-9 . _ -, not '" + name + "'");
    }
    if (!none && keyDigest.length() != Hashing.HASH_BYTES) {
      throw new IllegalArgumentException(
          "a client's key digest has 32 bytes, not " + keyDigest.length());
    }
  }

  public static ClientId of(String name, Bytes publicKey) {
    return new ClientId(name, Hashing.sha256(publicKey));
  }

  /** Whether {@code publicKey} is the key that this id commits to. */
  public boolean commitsTo(Bytes publicKey) {
    return keyDigest.equals(Hashing.sha256(publicKey));
  }

  @Override
  public int compareTo(ClientId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return name.isEmpty() ? "none" : name;
  }
}
