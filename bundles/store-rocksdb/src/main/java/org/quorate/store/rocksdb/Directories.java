package org.quorate.store.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Directories that are still there after a crash of the machine. */
final class Directories {
  /** What all write buffers hold may have to be written at once. */
  private static final int PROBE_BYTES = 24 << 20;

  private Directories() {}

  /** Makes {@code directory} and whatever is missing above it, durably. */
  static void create(Path directory) throws IOException {
    Path parent = directory.toAbsolutePath().getParent();
    if (Files.isDirectory(directory) || parent == null) {
      return;
    }
    create(parent);
    Files.createDirectory(directory);
    sync(parent);
  }

  /**
   * Writes as much into {@code directory} as RocksDB needs to open a database there, and removes
   * it.
   *
   * @throws IOException if that is not possible, for example because the disk is full
   */
  static void probe(Path directory) throws IOException {
    Path probe = directory.resolve("probe");
    try (FileChannel channel =
        FileChannel.open(probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate(PROBE_BYTES);
      while (zeros.hasRemaining()) {
        channel.write(zeros);
      }
      channel.force(true);
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  /** Makes the entries of {@code directory} durable. */
  static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
