package org.quorate.api.model;

/**
 * The name of a register. Keys are independent of each other; they are ordered by their UTF-8
 * bytes.
 *
 * @param name 1 to 512 bytes of UTF-8
 */
public record Key(String name) implements Comparable<Key> {
  public static final int NAME_BYTES_MAX = 512;

  public Key {
    int bytes = Bytes.utf8(name).length();
    if (bytes < 1 || bytes > NAME_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a key has 1 to " + NAME_BYTES_MAX + " bytes of UTF-8, not " + bytes);
    }
  }

  @Override
  public int compareTo(Key other) {
    return Bytes.utf8(name).compareTo(Bytes.utf8(other.name));
  }

  @Override
  public String toString() {
    return name;
  }
}
