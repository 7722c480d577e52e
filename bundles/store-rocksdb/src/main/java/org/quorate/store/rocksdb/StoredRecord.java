package org.quorate.store.rocksdb;

import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.storage.RegisterStore.Change;

/** A change in the bytes of {@link RecordFormat}. The arrays are never written to. */
final class StoredRecord {
  private final byte[] recordKey;
  private final byte @Nullable [] value;

  /**
   * What {@code recordKey} is to hold.
   *
   * @param value null removes the record
   */
  StoredRecord(byte[] recordKey, byte @Nullable [] value) {
    this.recordKey = recordKey;
    this.value = value;
  }

  static StoredRecord of(Change change) {
    byte[] recordKey = RecordFormat.recordKey(change.key(), change.item());
    Bytes content = change.content();
    return new StoredRecord(
        recordKey, content == null ? null : RecordFormat.value(recordKey, content));
  }

  byte[] recordKey() {
    return recordKey;
  }

  byte @Nullable [] value() {
    return value;
  }
}
