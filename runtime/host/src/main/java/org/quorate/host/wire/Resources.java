package org.quorate.host.wire;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process holds.
 *
 * @param heapBytes live after the last full collection of garbage; 0 before the first
 * @param classes that are loaded
 * @param threads that live
 * @param openFiles file descriptors, 0 where the system does not tell
 * @param nativeMaps mappings of memory that are files, such as libraries; 0 where the system does
 *     not tell
 */
public record Resources(long heapBytes, int classes, int threads, long openFiles, long nativeMaps) {
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
  private static final Path MAPS = Path.of("/proc/self/maps");

  /** Those of this process. */
  public static Resources ofThisProcess() {
    return new Resources(
        liveHeapBytes(),
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        countOpenFiles(),
        countNativeMaps());
  }

  private static long liveHeapBytes() {
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage live = pool.getCollectionUsage();
      if (pool.getType() == MemoryType.HEAP && live != null && isForTheOld(pool)) {
        bytes += live.getUsed();
      }
    }
    return bytes;
  }

  /** What survives is there; what is young is mostly garbage. */
  private static boolean isForTheOld(MemoryPoolMXBean pool) {
    return pool.getName().contains("Old") || pool.getName().contains("Tenured");
  }

  private static long countOpenFiles() {
    if (!Files.isDirectory(OPEN_FILES)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(OPEN_FILES)) {
      return files.count();
    } catch (IOException e) {
      // No file handle is left for it: a status must not fail when it is needed most.
      return 0;
    }
  }

  private static long countNativeMaps() {
    if (!Files.isReadable(MAPS)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(MAPS)) {
      return lines.filter(line -> line.indexOf('/') >= 0).count();
    } catch (IOException e) {
      return 0; // as for the open files
    }
  }
}
