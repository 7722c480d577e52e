package org.quorate.api.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** Opens stores. Registered as an OSGi service. Thread-safe. */
@ConsumerType
public interface StoreProvider {
  /** For example {@code rocksdb}; equal to the service property {@code name}. */
  String name();

  /** Whether what was committed survives the end of the process. */
  boolean isDurable();

  /**
   * Checks options before anything is opened with them, so that a cluster that could never start is
   * not made.
   *
   * @throws IllegalArgumentException if one is unknown or out of range; the message names it
   */
  default void checkOptions(Map<String, String> options) {
    if (!options.isEmpty()) {
      throw new IllegalArgumentException(
          "the store " + name() + " has no options: " + options.keySet());
    }
  }

  /**
   * Opens the store in {@code directory}, which it makes if need be and holds exclusively.
   *
   * @param options the provider's own
   * @throws IllegalArgumentException as {@link #checkOptions}
   * @throws DamagedStoreException if it is damaged
   * @throws IOException if it cannot be opened, for example because another process holds it
   */
  RegisterStore open(Path directory, Map<String, String> options) throws IOException;
}
