package org.quorate.host.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folder in which a framework keeps its bundles. It is deleted with the framework. A process
 * that was killed leaves it behind, for the next one to delete: a lock on a file in it, which ends
 * with the process however that ends, tells whether anybody uses it.
 */
final class BundleCache implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(BundleCache.class.getName());
  private static final String PREFIX = "quorate-bundles-";
  private static final String STORAGE = "framework";
  private static final String LOCK = "in-use.lock";

  /** A younger one may be about to be locked. */
  private static final Duration AGE_MIN = Duration.ofMinutes(1);

  private final Path folder;
  private final FileChannel lock;

  private BundleCache(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** A new one in the system's folder for temporary files. */
  static BundleCache create() throws IOException {
    return in(Path.of(System.getProperty("java.io.tmpdir")), Instant.now().minus(AGE_MIN));
  }

  /**
   * A new one in {@code parent}.
   *
   * @param unusedSince those of dead processes are deleted that were made before
   */
  static BundleCache in(Path parent, Instant unusedSince) throws IOException {
    Path folder = Files.createTempDirectory(parent, PREFIX);
    FileChannel lock =
        FileChannel.open(
            folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (lock.tryLock() == null) {
      throw new IOException(folder + ": somebody else uses it"); // nobody could know it
    }
    Files.createDirectory(folder.resolve(STORAGE));
    deleteUnused(parent, unusedSince);
    return new BundleCache(folder, lock);
  }

  /** As far as it may: those of other users are left alone. */
  private static void deleteUnused(Path parent, Instant unusedSince) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path one : all) {
        deleteUnusedOne(one, unusedSince);
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot look for unused folders: {0}", e.toString());
    }
  }

  private static void deleteUnusedOne(Path folder, Instant unusedSince) {
    try {
      Path file = folder.resolve(LOCK);
      if (Files.getLastModifiedTime(file).toInstant().isBefore(unusedSince)) {
        deleteIfUnused(folder, file);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "left alone: {0}", e.toString());
    }
  }

  /** Under its lock, because other processes look for what is unused at the same time. */
  private static void deleteIfUnused(Path folder, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        delete(folder);
      }
    } catch (OverlappingFileLockException e) {
      LOG.log(System.Logger.Level.DEBUG, "another framework of this process uses {0}", folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause(); // how the walk tells it
    }
  }

  /** Where the framework keeps its bundles; it may clean it. */
  Path storage() {
    return folder.resolve(STORAGE);
  }

  /** Deletes it. */
  @Override
  public void close() throws IOException {
    delete(folder);
    lock.close();
  }
}
