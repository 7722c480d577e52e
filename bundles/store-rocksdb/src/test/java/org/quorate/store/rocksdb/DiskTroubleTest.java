package org.quorate.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.storage.RegisterStore;
import org.quorate.api.storage.RegisterStore.Change;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** What a store does on a disk that does not take what is written. */
class DiskTroubleTest {
  private static final Key KEY = new Key("k");
  private static final Key OTHER = new Key("other");

  @TempDir private Path directory;
  private Disk disk = Disk.WELL;

  /** What the disk makes of a commit. */
  private enum Disk {
    WELL,
    /** Refuses it. */
    FULL,
    /** Takes it into the log, and fails to say so. */
    HALF_WELL,
    /** The same, and gives nothing either: there are no file handles, for example. */
    HALF_WELL_AND_CLOSED
  }

  /** A database on {@link #disk}. */
  private final class Troubled extends Database {
    /** What was there before a commit that failed, which RocksDB does not show. */
    private final Map<Bytes, byte[]> hidden = new HashMap<>();

    Troubled(DatabaseOptions options, RocksDB rocks) {
      super(directory, options, rocks);
    }

    @Override
    void commit(long number, List<StoredRecord> records) throws IOException {
      if (disk == Disk.WELL) {
        super.commit(number, records);
        return;
      }
      for (StoredRecord record : records) {
        hidden.put(Bytes.copyOf(record.recordKey()), super.value(record.recordKey()));
      }
      if (disk != Disk.FULL) {
        super.commit(number, records);
      }
      throw new IOException("no space left");
    }

    @Override
    byte[] value(byte[] recordKey) throws IOException {
      if (disk == Disk.HALF_WELL_AND_CLOSED) {
        throw new IOException("too many open files");
      }
      Bytes key = Bytes.copyOf(recordKey);
      return hidden.containsKey(key) ? hidden.get(key) : super.value(recordKey);
    }
  }

  @BeforeAll
  static void loadsTheLibrary() {
    RocksDB.loadLibrary();
  }

  private Database openTroubled(Path where, boolean create) throws IOException {
    Directories.create(Database.folder(where));
    DatabaseOptions options = new DatabaseOptions(create);
    try {
      return new Troubled(
          options, RocksDB.open(options.rocks(), Database.folder(where).toString()));
    } catch (RocksDBException e) {
      options.close();
      throw new IOException(e);
    }
  }

  private RegisterStore open(long recoveryIntervalMillis) throws IOException {
    return RocksStore.open(directory, this::openTroubled, recoveryIntervalMillis);
  }

  private static void put(RegisterStore store, Key key, String content) throws IOException {
    store.commit(List.of(new Change(key, "item", Bytes.utf8(content))));
  }

  private static void refuses(RegisterStore store, String reason) {
    assertThatThrownBy(() -> put(store, KEY, "refused"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(reason);
  }

  private static void assertHolds(RegisterStore store, Key key, String content) throws IOException {
    assertThat(store.read(key)).isEqualTo(Map.of("item", Bytes.utf8(content)));
  }

  @Test
  void d9_aFullDiskTakesNoChangesGivesReadsAndTakesChangesAgain() throws IOException {
    try (RegisterStore store = open(0)) {
      put(store, KEY, "before");
      disk = Disk.FULL;
      refuses(store, "no space left");
      refuses(store, "no space left");
      assertHolds(store, KEY, "before");
      disk = Disk.WELL;
      put(store, OTHER, "after");
      assertHolds(store, KEY, "before");
    }
    try (RegisterStore store = open(0)) {
      assertHolds(store, KEY, "before");
      assertHolds(store, OTHER, "after");
    }
  }

  @Test
  void d9_whatWasRefusedAndIsOnTheDiskAllTheSameIsUndone() throws IOException {
    try (RegisterStore store = open(0)) {
      put(store, KEY, "before");
      disk = Disk.HALF_WELL;
      refuses(store, "no space left");
      disk = Disk.WELL;
      put(store, OTHER, "after");
      assertHolds(store, KEY, "before");
    }
    try (RegisterStore store = open(0)) {
      assertHolds(store, KEY, "before");
    }
  }

  @Test
  void d9_whatCouldNotBeReadWhenItWasRefusedIsUndoneLater() throws IOException {
    try (RegisterStore store = open(0)) {
      put(store, KEY, "before");
      disk = Disk.HALF_WELL_AND_CLOSED;
      refuses(store, "no space left");
      refuses(store, "too many open files");
      disk = Disk.WELL;
      put(store, OTHER, "after");
      assertHolds(store, KEY, "before");
    }
    try (RegisterStore store = open(0)) {
      assertHolds(store, KEY, "before");
      assertHolds(store, OTHER, "after");
    }
  }

  @Test
  void d9_aDirectoryThatCannotBeWrittenIsTriedBeforeTheDatabaseIsOpenedAnew() throws IOException {
    try (RegisterStore store = open(0)) {
      put(store, KEY, "before");
      disk = Disk.FULL;
      refuses(store, "no space left");
      disk = Disk.WELL;
      // In the place of the file that is written to try.
      Path obstacle = Files.createDirectories(directory.resolve("probe/full"));
      refuses(store, "probe");
      assertHolds(store, KEY, "before");
      Files.delete(obstacle);
      Files.delete(obstacle.getParent());
      put(store, KEY, "after");
      assertHolds(store, KEY, "after");
    }
  }

  @Test
  void d9_aFullDiskIsNotTriedWithEveryRequest() throws IOException {
    try (RegisterStore store = open(1_000_000)) {
      put(store, KEY, "before");
      disk = Disk.FULL;
      refuses(store, "no space left");
      disk = Disk.WELL;
      refuses(store, "changes are refused since a commit failed: no space left");
      assertHolds(store, KEY, "before");
    }
  }
}
