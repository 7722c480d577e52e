package org.quorate.host.identity;

import java.util.List;
import org.quorate.api.model.Key;

/**
 * What a client may do, by prefixes of keys; the empty prefix is everything.
 *
 * @param readPrefixes of the registers that it may read
 * @param writePrefixes of the registers that it may write
 */
public record Rights(List<String> readPrefixes, List<String> writePrefixes) {
  public static final Rights NONE = new Rights(List.of(), List.of());
  public static final Rights ALL = new Rights(List.of(""), List.of(""));

  public Rights {
    readPrefixes = List.copyOf(readPrefixes);
    writePrefixes = List.copyOf(writePrefixes);
  }

  public boolean mayRead(Key key) {
    return readPrefixes.stream().anyMatch(key.name()::startsWith);
  }

  public boolean mayWrite(Key key) {
    return writePrefixes.stream().anyMatch(key.name()::startsWith);
  }
}
