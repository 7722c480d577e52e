package org.quorate.store.rocksdb;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.Filter;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WALRecoveryMode;

/**
 * How RocksDB is set up: to notice damage, and small, as the replicas of a whole cluster may run on
 * one machine. About 32 MiB for what is read and up to 24 MiB for what is written.
 */
final class DatabaseOptions implements AutoCloseable {
  private static final long BLOCK_CACHE_BYTES = 32 << 20;
  private static final long WRITE_BUFFER_BYTES = 8 << 20;
  private static final int WRITE_BUFFERS_MAX = 3;
  private static final long BLOCK_BYTES = 16 << 10;
  private static final double BLOOM_BITS_PER_KEY = 10;
  private static final long LARGE_VALUE_BYTES = 64 << 10;
  private static final double GARBAGE_FRACTION_MAX = 0.5;
  private static final int OPEN_FILES_MAX = 256;
  private static final int INFO_LOG_BYTES_MAX = 1 << 20;
  private static final int INFO_LOGS_MAX = 2;

  private final Cache cache = new LRUCache(BLOCK_CACHE_BYTES);
  private final Filter filter = new BloomFilter(BLOOM_BITS_PER_KEY);
  private final Options options = new Options();

  DatabaseOptions(boolean create) {
    options.setCreateIfMissing(create);
    noticeDamage();
    staySmall();
    keepLargeValuesApart();
    bePlain();
  }

  private void noticeDamage() {
    options
        .setParanoidChecks(true)
        // A record that is damaged before the log's end refuses the store; only an end that was
        // being written in a crash is cut off. That it was no more than that, the commit numbers
        // tell. (Point-in-time recovery would cut off at the first damage, wherever that is.)
        .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
        // Adds up the commits.
        .setMergeOperatorName("uint64add")
        // Nobody but RocksStore resumes after an error, as it checks what became of the commit.
        .setMaxBgErrorResumeCount(0);
  }

  private void staySmall() {
    options
        .setWriteBufferSize(WRITE_BUFFER_BYTES)
        .setMaxWriteBufferNumber(WRITE_BUFFERS_MAX)
        .setMaxOpenFiles(OPEN_FILES_MAX)
        .setMaxBackgroundJobs(2)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setBlockSize(BLOCK_BYTES)
                .setFilterPolicy(filter)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true));
  }

  /** Compaction then moves pointers to large values and not the values. */
  private void keepLargeValuesApart() {
    options
        .setEnableBlobFiles(true)
        .setMinBlobSize(LARGE_VALUE_BYTES)
        .setEnableBlobGarbageCollection(true)
        .setBlobGarbageCollectionAgeCutoff(1.0)
        .setBlobGarbageCollectionForceThreshold(GARBAGE_FRACTION_MAX);
  }

  private void bePlain() {
    options
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(INFO_LOG_BYTES_MAX)
        .setKeepLogFileNum(INFO_LOGS_MAX)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0);
  }

  Options rocks() {
    return options;
  }

  @Override
  public void close() {
    options.close();
    filter.close();
    cache.close();
  }
}
