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
    int common = Math.min(name.length(), other.name.length());
    for (int i = 0; i < common; i++) {
      if (name.charAt(i) != other.name.charAt(i)) {
        return Integer.compare(rank(name.charAt(i)), rank(other.name.charAt(i)));
      }
    }
    return Integer.compare(name.length(), other.name.length());
  }

  /** In UTF-8 what takes two characters comes after all that takes one. */
  private static int rank(char character) {
    return Character.isSurrogate(character) ? Character.MAX_VALUE + character : character;
  }

  @Override
  public String toString() {
    return name;
  }
}
