/** Registers kept durably in RocksDB; damage is noticed and never served. */
@NullMarked
package org.quorate.store.rocksdb;

import org.jspecify.annotations.NullMarked;
