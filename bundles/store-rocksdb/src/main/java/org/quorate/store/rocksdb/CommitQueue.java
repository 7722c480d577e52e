package org.quorate.store.rocksdb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Joins the commits that arrive while the disk is busy into the next one: whoever gets the lock
 * writes for all who wait for it. RocksDB would do so too, but then commits would have no order
 * that we know, and without one no number by which a missing one is noticed.
 */
final class CommitQueue {
  /** Writes records together; called by one thread at a time. */
  @FunctionalInterface
  interface Writer {
    void write(List<StoredRecord> records) throws IOException;
  }

  /** A commit on its way. Its fields but the first are guarded by {@link #leading}. */
  private static final class Waiting {
    private final List<StoredRecord> records;
    private boolean done;
    private @Nullable IOException failure;

    private Waiting(List<StoredRecord> records) {
      this.records = records;
    }
  }

  private final Writer writer;
  private final Lock leading = new ReentrantLock();
  private final Queue<Waiting> arrived = new ConcurrentLinkedQueue<>();

  CommitQueue(Writer writer) {
    this.writer = writer;
  }

  /**
   * Returns when {@code records} were written.
   *
   * @throws IOException if they were not
   */
  void commit(List<StoredRecord> records) throws IOException {
    Waiting own = new Waiting(records);
    arrived.add(own);
    leading.lock();
    try {
      if (!own.done) {
        lead();
      }
      if (own.failure != null) {
        throw own.failure;
      }
    } finally {
      leading.unlock();
    }
  }

  private void lead() {
    List<Waiting> group = new ArrayList<>();
    List<StoredRecord> records = new ArrayList<>();
    for (Waiting next = arrived.poll(); next != null; next = arrived.poll()) {
      group.add(next);
      records.addAll(next.records);
    }
    // Stays if the writer throws what it should not, so that nobody is told a success.
    IOException failure = new IOException("the commit was abandoned");
    try {
      writer.write(records);
      failure = null;
    } catch (IOException e) {
      failure = e;
    } finally {
      for (Waiting each : group) {
        each.done = true;
        each.failure = failure;
      }
    }
  }
}
