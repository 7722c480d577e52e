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
   * Opens the store in {@code directory}, which it makes if need be and holds exclusively.
   *
   * @param options the provider's own; an unknown one must be refused
   * @throws IllegalArgumentException if an option is unknown or out of range; the message names it
   * @throws DamagedStoreException if it is damaged
   * @throws IOException if it cannot be opened, for example because another process holds it
   */
  RegisterStore open(Path directory, Map<String, String> options) throws IOException;
}
