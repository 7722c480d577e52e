package org.quorate.store.rocksdb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.quorate.api.storage.RegisterStore;
import org.quorate.api.storage.StoreProvider;
import org.rocksdb.RocksDB;

/**
 * Offers stores in RocksDB. In the directory of a store lie the file {@code acknowledged} ({@link
 * AcknowledgedMark}) and the folder {@code rocksdb}.
 *
 * <p>What is noticed: an altered or missing part of RocksDB's files, when the store is opened or
 * the part is read. What cannot be: the whole directory replaced by an older copy of itself, or
 * emptied. That only the other replicas know better.
 */
final class RocksStoreProvider implements StoreProvider {
  static final String NAME = "rocksdb";

  private static final long RECOVERY_INTERVAL_MILLIS = 1_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isDurable() {
    return true;
  }

  @Override
  public RegisterStore open(Path directory, Map<String, String> options) throws IOException {
    checkOptions(options);
    loadLibrary();
    Directories.create(directory);
    return RocksStore.open(directory, Database::open, RECOVERY_INTERVAL_MILLIS);
  }

  /**
   * In a bundle the framework finds the library by the bundle's manifest and unpacks it for this
   * bundle alone; on a class path RocksDB unpacks it into a temporary file. Either way each class
   * loader has a file of its own, because the JVM refuses to load one file for two of them.
   */
  private static void loadLibrary() throws IOException {
    try {
      RocksDB.loadLibrary();
    } catch (UnsatisfiedLinkError | RuntimeException e) {
      throw new IOException(
          "RocksDB's native library, which is here for Linux on x86-64 only, cannot be loaded: "
              + e.getMessage(),
          e);
    }
  }
}
