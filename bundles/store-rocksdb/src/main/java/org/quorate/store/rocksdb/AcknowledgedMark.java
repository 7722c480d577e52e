package org.quorate.store.rocksdb;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.quorate.api.storage.DamagedStoreException;

/**
 * The file {@code acknowledged} in the directory of a store: how many commits were made durable, so
 * that the loss of the last ones is noticed. A log that was cut off looks like one whose end was
 * being written in a crash; only a note elsewhere tells the two apart.
 *
 * <pre>
 *  0                  8                  16              20
 *  +------------------+------------------+---------------+
 *  | "quorate1"       | commits          | CRC-32C of    |
 *  |                  |                  | bytes 0 to 15 |
 *  +------------------+------------------+---------------+
 * </pre>
 *
 * Numbers have their most significant byte first. The file is written after each commit and before
 * its acknowledgement, in place and within a sector, and left to the operating system to bring to
 * the disk: after a crash of the process it is exact, after a crash of the machine it may be late
 * by what the system had not written (half a minute on Linux), never early. To sync it each time
 * would double the cost of a commit, and gain something only if the disk has lost, in that same
 * crash, what RocksDB had synced.
 *
 * <p>Whoever has the file locked holds the store.
 */
final class AcknowledgedMark implements AutoCloseable {
  static final String FILE = "acknowledged";

  private static final byte[] MAGIC = "quorate1".getBytes(StandardCharsets.US_ASCII);
  private static final int CHECKED_BYTES = 8 + Long.BYTES;
  private static final int FILE_BYTES = CHECKED_BYTES + Integer.BYTES;

  private final Path path;

  /** Not a channel: interrupting a thread that writes to a channel would close it. */
  private final RandomAccessFile file;

  private long commits;

  private AcknowledgedMark(Path path, RandomAccessFile file, long commits) {
    this.path = path;
    this.file = file;
    this.commits = commits;
  }

  /**
   * Locks the mark in {@code directory}, which it makes for a new store.
   *
   * @throws IOException if somebody else holds it
   */
  static AcknowledgedMark hold(Path directory) throws IOException {
    Path path = directory.resolve(FILE);
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    boolean held = false;
    try {
      if (lock(file) == null) {
        throw new IOException("the store in " + directory + " is held by somebody else");
      }
      AcknowledgedMark mark = new AcknowledgedMark(path, file, 0);
      mark.readOrMake(Database.exists(directory));
      Directories.sync(directory);
      held = true;
      return mark;
    } finally {
      if (!held) {
        file.close();
      }
    }
  }

  private static @Nullable FileLock lock(RandomAccessFile file) throws IOException {
    try {
      return file.getChannel().tryLock();
    } catch (OverlappingFileLockException e) {
      // Held within this very process.
      return null;
    }
  }

  private void readOrMake(boolean databaseExists) throws IOException {
    byte[] bytes = new byte[FILE_BYTES];
    long length = file.length();
    file.seek(0);
    file.readFully(bytes, 0, (int) Math.min(length, FILE_BYTES));
    if (!databaseExists && length <= FILE_BYTES && Arrays.equals(bytes, new byte[FILE_BYTES])) {
      // New, or its making was cut short: the database is made after the mark.
      advance(0);
      sync();
      return;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    commits = buffer.getLong(MAGIC.length);
    if (length != FILE_BYTES || !Arrays.equals(bytes, encode(commits))) {
      throw new DamagedStoreException(path + " is damaged or missing");
    }
  }

  /** How many commits were acknowledged. */
  long commits() {
    return commits;
  }

  /** Notes that {@code commits} commits are durable; they must be. */
  void advance(long commits) throws IOException {
    file.seek(0);
    file.write(encode(commits));
    this.commits = commits;
  }

  /** Makes the mark itself durable. */
  void sync() throws IOException {
    file.getFD().sync();
  }

  private static byte[] encode(long commits) {
    ByteBuffer buffer = ByteBuffer.allocate(FILE_BYTES).put(MAGIC).putLong(commits);
    CRC32C checksum = new CRC32C();
    checksum.update(buffer.array(), 0, CHECKED_BYTES);
    return buffer.putInt((int) checksum.getValue()).array();
  }

  @Override
  public void close() throws IOException {
    try (file) {
      sync();
    }
  }
}
