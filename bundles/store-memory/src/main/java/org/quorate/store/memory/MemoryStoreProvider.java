package org.quorate.store.memory;

import java.nio.file.Path;
import java.util.Map;
import org.quorate.api.storage.RegisterStore;
import org.quorate.api.storage.StoreProvider;

/**
 * Offers stores that live as long as they are open: for tests, measurements, and replicas that may
 * forget. The directory is ignored, and each call of {@link #open} makes an empty store of its own.
 */
final class MemoryStoreProvider implements StoreProvider {
  static final String NAME = "memory";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isDurable() {
    return false;
  }

  @Override
  public RegisterStore open(Path directory, Map<String, String> options) {
    checkOptions(options);
    return new MemoryStore();
  }
}
