package org.quorate.store.rocksdb;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.storage.DamagedStoreException;
import org.quorate.api.storage.RegisterStore;

/**
 * A store in RocksDB. A commit that fails begins an outage: changes are refused, reads go on. Once
 * the directory takes writes again, the next commit opens the database anew and ends the outage.
 *
 * <p>A commit that failed may still have reached the log, for example when only the sync failed.
 * Opening would then bring it back, though the caller was told that nothing has happened: so what
 * it would have replaced is kept during the outage and put back at its end. If the process ends
 * before, such a commit may show at the next start, as one may that was cut short by a crash.
 */
final class RocksStore implements RegisterStore {
  /** Opens the database of a store. */
  @FunctionalInterface
  interface Opener {
    Database open(Path directory, boolean create) throws IOException;
  }

  private static final System.Logger LOG = System.getLogger(RocksStore.class.getName());

  private final Path directory;
  private final Opener opener;
  private final long recoveryIntervalMillis;
  private final AcknowledgedMark mark;
  private final CommitQueue queue = new CommitQueue(this::commitTogether);

  /** Read: the database is in use. Write: it comes or goes. */
  private final ReadWriteLock presence = new ReentrantReadWriteLock();

  /** Null when closed, and when an outage took it. Guarded by {@link #presence}. */
  private @Nullable Database database;

  /** Guarded by {@link #presence}. */
  private boolean closed;

  /** Not null while changes are refused. Written by who leads the queue. */
  private volatile @Nullable Outage outage;

  /** How many commits there are. Used by who leads the queue. */
  private long commits;

  private boolean markFailed;

  private RocksStore(
      Path directory,
      Opener opener,
      long recoveryIntervalMillis,
      AcknowledgedMark mark,
      Database database,
      long commits) {
    this.directory = directory;
    this.opener = opener;
    this.recoveryIntervalMillis = recoveryIntervalMillis;
    this.mark = mark;
    this.database = database;
    this.commits = commits;
  }

  /**
   * Opens the store in a directory that is there.
   *
   * @param recoveryIntervalMillis least time between a failed commit and an attempt to go on, and
   *     between two attempts
   */
  static RocksStore open(Path directory, Opener opener, long recoveryIntervalMillis)
      throws IOException {
    AcknowledgedMark mark = AcknowledgedMark.hold(directory);
    Database database = null;
    RocksStore store = null;
    try {
      database = opener.open(directory, mark.commits() == 0);
      long commits = database.lastCommit(mark.commits());
      mark.advance(commits);
      mark.sync();
      store = new RocksStore(directory, opener, recoveryIntervalMillis, mark, database, commits);
      return store;
    } finally {
      if (store == null) {
        closeAll(database, mark);
      }
    }
  }

  private static void closeAll(@Nullable Database database, AcknowledgedMark mark)
      throws IOException {
    try (mark) {
      if (database != null) {
        database.close();
      }
    }
  }

  @Override
  public Map<String, Bytes> read(Key key) throws IOException {
    presence.readLock().lock();
    try {
      return database().read(key);
    } finally {
      presence.readLock().unlock();
    }
  }

  @Override
  public List<Key> keys(@Nullable Key after, int limit) throws IOException {
    if (limit < 0) {
      throw new IllegalArgumentException("limit must be at least 0, not " + limit);
    }
    presence.readLock().lock();
    try {
      return database().keys(after, limit);
    } finally {
      presence.readLock().unlock();
    }
  }

  @Override
  public void commit(List<Change> changes) throws IOException {
    // Here, so that the threads of a group share the work of encoding.
    List<StoredRecord> records = changes.stream().map(StoredRecord::of).toList();
    queue.commit(records);
  }

  private void commitTogether(List<StoredRecord> records) throws IOException {
    Outage before = outage;
    if (before != null) {
      recover(before);
    }
    presence.readLock().lock();
    try {
      Database present = database();
      if (records.isEmpty()) {
        return;
      }
      try {
        present.commit(commits + 1, records);
      } catch (IOException e) {
        outage = new Outage(e, records, undoIfReadable(present, records, e), System.nanoTime());
        throw e;
      }
      commits++;
      acknowledge();
    } finally {
      presence.readLock().unlock();
    }
  }

  private static @Nullable List<StoredRecord> undoIfReadable(
      Database present, List<StoredRecord> records, IOException failure) {
    try {
      return undo(present, records);
    } catch (IOException e) {
      failure.addSuppressed(e);
      return null;
    }
  }

  /** What puts back what {@code records} would replace. */
  private static List<StoredRecord> undo(Database present, List<StoredRecord> records)
      throws IOException {
    List<StoredRecord> undo = new ArrayList<>();
    for (StoredRecord each : records) {
      undo.add(new StoredRecord(each.recordKey(), present.value(each.recordKey())));
    }
    return undo;
  }

  private void acknowledge() {
    try {
      mark.advance(commits);
      markFailed = false;
    } catch (IOException e) {
      // The commit is durable and only its loss might go unnoticed: no reason to refuse it.
      if (!markFailed) {
        LOG.log(Level.WARNING, "the store in " + directory + " cannot note its commits", e);
      }
      markFailed = true;
    }
  }

  private void recover(Outage before) throws IOException {
    long now = System.nanoTime();
    long sinceMillis = TimeUnit.NANOSECONDS.toMillis(now - before.attemptNanos());
    if (before.reason() instanceof DamagedStoreException || sinceMillis < recoveryIntervalMillis) {
      throw before.refusal();
    }
    outage = before.triedAt(now);
    Directories.probe(directory);
    presence.writeLock().lock();
    try {
      List<StoredRecord> undo = before.undo();
      if (undo == null) {
        // Without a file handle, for example, nothing could be read at that time.
        undo = undo(database(), before.refused());
        outage = new Outage(before.reason(), before.refused(), undo, now);
      }
      reopen(undo);
    } finally {
      presence.writeLock().unlock();
    }
    outage = null;
    LOG.log(Level.INFO, "the store in " + directory + " takes changes again");
  }

  private void reopen(List<StoredRecord> undo) throws IOException {
    if (closed) {
      throw new IOException("the store in " + directory + " is closed");
    }
    Database old = database;
    database = null;
    if (old != null) {
      old.close();
    }
    Database fresh = opener.open(directory, false);
    try {
      long last = fresh.lastCommit(commits);
      if (last > commits) {
        last++;
        fresh.commit(last, undo);
      }
      commits = last;
      database = fresh;
    } finally {
      if (database == null) {
        fresh.close();
      }
    }
    acknowledge();
  }

  private Database database() throws IOException {
    if (closed) {
      throw new IOException("the store in " + directory + " is closed");
    }
    Database present = database;
    Outage now = outage;
    if (present == null) {
      throw now == null ? new IOException("the store in " + directory + " is lost") : now.refusal();
    }
    return present;
  }

  @Override
  public void close() throws IOException {
    presence.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        closeAll(database, mark);
      }
    } finally {
      presence.writeLock().unlock();
    }
  }

  /**
   * Why changes are refused.
   *
   * @param refused the commit that failed
   * @param undo puts back what that would have replaced; null if it could not be read yet, and then
   *     the database is still the one that failed
   * @param attemptNanos when writing was tried last, by {@link System#nanoTime}
   */
  private record Outage(
      IOException reason,
      List<StoredRecord> refused,
      @Nullable List<StoredRecord> undo,
      long attemptNanos) {
    Outage triedAt(long nanos) {
      return new Outage(reason, refused, undo, nanos);
    }

    IOException refusal() {
      String message = "changes are refused since a commit failed: " + reason.getMessage();
      return reason instanceof DamagedStoreException
          ? new DamagedStoreException(message, reason)
          : new IOException(message, reason);
    }
  }
}
