package org.quorate.store.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.storage.DamagedStoreException;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * RocksDB with the records of a store, and beside them two numbers that tell whether a commit is
 * missing: record key {@code 00 "last"} holds the number of the last commit (8 bytes, most
 * significant first), {@code 00 "count"} how many there were, as each commit adds 1 by a merge.
 * They differ when a commit was lost before the last one. That the last ones are there, {@link
 * AcknowledgedMark} tells.
 *
 * <p>Must not be used after {@link #close}: the native objects are then gone. Otherwise
 * thread-safe, but for {@link #commit}, which is for one thread at a time.
 */
class Database implements AutoCloseable {
  private static final byte[] LAST = "\0last".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] COUNT = "\0count".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ONE =
      ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(1).array();

  private final Path directory;
  private final DatabaseOptions options;
  private final RocksDB rocks;
  private final WriteOptions durably = new WriteOptions().setSync(true);

  protected Database(Path directory, DatabaseOptions options, RocksDB rocks) {
    this.directory = directory;
    this.options = options;
    this.rocks = rocks;
  }

  /** Where in the {@code directory} of a store RocksDB's files are. */
  static Path folder(Path directory) {
    return directory.resolve("rocksdb");
  }

  /** Whether there is a database in the {@code directory} of a store, or what is left of one. */
  static boolean exists(Path directory) {
    return Files.exists(folder(directory).resolve("CURRENT"));
  }

  /**
   * Opens the database of the store in {@code directory}.
   *
   * @param create whether to make one where there is none; else its lack is damage
   */
  static Database open(Path directory, boolean create) throws IOException {
    if (create) {
      Directories.create(folder(directory));
    }
    DatabaseOptions options = new DatabaseOptions(create);
    boolean opened = false;
    try {
      RocksDB rocks = RocksDB.open(options.rocks(), folder(directory).toString());
      opened = true;
      return new Database(directory, options, rocks);
    } catch (RocksDBException e) {
      throw failure(directory, "cannot be opened", e);
    } finally {
      if (!opened) {
        options.close();
      }
    }
  }

  /**
   * The number of the last commit.
   *
   * @param acknowledged what it must at least be
   * @throws DamagedStoreException if a commit is missing
   */
  long lastCommit(long acknowledged) throws IOException {
    long last = number(LAST, ByteOrder.BIG_ENDIAN);
    long count = number(COUNT, ByteOrder.LITTLE_ENDIAN);
    if (last < acknowledged) {
      throw new DamagedStoreException(
          String.format(
              "the store in %s has lost commits: %d were acknowledged, the last one there is %d",
              directory, acknowledged, last));
    }
    if (count != last) {
      throw new DamagedStoreException(
          String.format(
              "the store in %s has lost commits: %d of %d are there", directory, count, last));
    }
    return last;
  }

  private long number(byte[] recordKey, ByteOrder order) throws IOException {
    byte[] value = value(recordKey);
    if (value == null) {
      return 0;
    }
    if (value.length != Long.BYTES) {
      throw new DamagedStoreException("the store in " + directory + " has a damaged commit number");
    }
    return ByteBuffer.wrap(value).order(order).getLong();
  }

  /** What {@code recordKey} holds, null if nothing. */
  byte @Nullable [] value(byte[] recordKey) throws IOException {
    try {
      return rocks.get(recordKey);
    } catch (RocksDBException e) {
      throw failure(directory, "cannot be read", e);
    }
  }

  /** Makes {@code records} durable, all or none, as commit {@code number}. */
  void commit(long number, List<StoredRecord> records) throws IOException {
    try (WriteBatch batch = new WriteBatch()) {
      for (StoredRecord each : records) {
        byte[] value = each.value();
        if (value == null) {
          batch.delete(each.recordKey());
        } else {
          batch.put(each.recordKey(), value);
        }
      }
      batch.put(LAST, ByteBuffer.allocate(Long.BYTES).putLong(number).array());
      batch.merge(COUNT, ONE);
      rocks.write(durably, batch);
    } catch (RocksDBException e) {
      throw failure(directory, "does not take changes", e);
    }
  }

  Map<String, Bytes> read(Key key) throws IOException {
    Map<String, Bytes> items = new TreeMap<>();
    try (Slice end = new Slice(RecordFormat.end(key));
        ReadOptions reading = new ReadOptions().setIterateUpperBound(end);
        RocksIterator records = rocks.newIterator(reading)) {
      for (records.seek(RecordFormat.start(key)); records.isValid(); records.next()) {
        byte[] recordKey = records.key();
        String item = RecordFormat.item(recordKey);
        items.put(item, content(key, item, recordKey, records.value()));
      }
      // An iterator that met damage is at its end as well; only this tells.
      records.status();
      return items;
    } catch (RocksDBException e) {
      throw failure(directory, "cannot be read at key " + key, e);
    }
  }

  private Bytes content(Key key, String item, byte[] recordKey, byte[] value)
      throws DamagedStoreException {
    try {
      return RecordFormat.content(recordKey, value);
    } catch (DamagedStoreException e) {
      throw new DamagedStoreException(
          String.format(
              "the store in %s is damaged at key %s, item %s: %s",
              directory, key, item, e.getMessage()),
          e);
    }
  }

  List<Key> keys(@Nullable Key after, int limit) throws IOException {
    List<Key> keys = new ArrayList<>();
    try (Slice end = new Slice(RecordFormat.endOfAll());
        ReadOptions reading = new ReadOptions().setIterateUpperBound(end);
        RocksIterator records = rocks.newIterator(reading)) {
      records.seek(after == null ? RecordFormat.startOfAll() : RecordFormat.end(after));
      while (keys.size() < limit && records.isValid()) {
        Key key = RecordFormat.key(records.key());
        keys.add(key);
        records.seek(RecordFormat.end(key));
      }
      records.status();
      return keys;
    } catch (RocksDBException e) {
      throw failure(directory, "cannot list its keys", e);
    }
  }

  @Override
  public void close() throws IOException {
    try (options;
        durably) {
      rocks.closeE();
    } catch (RocksDBException e) {
      throw failure(directory, "cannot be closed", e);
    }
  }

  private static IOException failure(Path directory, String what, RocksDBException e) {
    String reason = "the store in " + directory + " " + what + ": " + e.getMessage();
    return isDamage(e.getStatus())
        ? new DamagedStoreException(reason, e)
        : new IOException(reason, e);
  }

  private static boolean isDamage(@Nullable Status status) {
    return status != null && status.getCode() == Status.Code.Corruption;
  }
}
