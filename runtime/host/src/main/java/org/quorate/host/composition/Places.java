package org.quorate.host.composition;

import com.fasterxml.jackson.core.JsonLocation;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the choices of a variant are written, so that whatever is wrong is shown there. */
public final class Places {
  /** Of a variant that is in no file of its user's. */
  static final Places NONE = new Places(null, Map.of());

  private final @Nullable String file;
  private final Map<String, JsonLocation> byKey;

  private Places(@Nullable String file, Map<String, JsonLocation> byKey) {
    this.file = file;
    this.byKey = byKey;
  }

  /**
   * Places in a file.
   *
   * @param byKey of the value of each slot, and of each {@link #option}
   */
  static Places in(String file, Map<String, JsonLocation> byKey) {
    return new Places(file, Map.copyOf(byKey));
  }

  /** The key of an option of the part in {@code slot}. */
  static String option(String slot, String name) {
    return slot + "." + name;
  }

  /** The same without the place of the value of {@code key}, which is not what is meant. */
  Places without(String key) {
    Map<String, JsonLocation> others = new HashMap<>(byKey);
    others.remove(key);
    return new Places(file, others);
  }

  /** {@code complaint}, with the place of the first of {@code keys} that is written before it. */
  String complaint(String complaint, String... keys) {
    return file == null
        ? complaint
        : Stream.of(keys)
            .filter(byKey::containsKey)
            .findFirst()
            .map(key -> at(file, byKey.get(key), complaint))
            .orElseGet(() -> at(file, null, complaint));
  }

  /** For example {@code house.yaml:3:9: there is no ...}; without a place in it, the file's. */
  static String at(String file, @Nullable JsonLocation place, String complaint) {
    return file
        + (place == null ? "" : ":" + place.getLineNr() + ":" + place.getColumnNr())
        + ": "
        + complaint;
  }
}
