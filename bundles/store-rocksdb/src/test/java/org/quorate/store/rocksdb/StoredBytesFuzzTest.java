package org.quorate.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.api.model.Key;
import org.quorate.api.storage.DamagedStoreException;
import org.quorate.conformance.hostile.HostileReading;

/** A disk may hold anything after a fault, or after somebody else had it. */
class StoredBytesFuzzTest {
  private static final byte[] RECORD_KEY = RecordFormat.recordKey(new Key("k\0\1"), "item");

  @TempDir private Path folder;

  @FuzzTest
  void d5_bytesAreARecordOrDamage(byte[] input) throws IOException {
    HostileReading.valueOrError(
            input,
            DamagedStoreException.class,
            recordKey ->
                RecordFormat.recordKey(
                    RecordFormat.key(recordKey.toByteArray()),
                    RecordFormat.item(recordKey.toByteArray())))
        .ifPresent(again -> assertThat(again).isEqualTo(input));
    HostileReading.valueOrError(
            input,
            DamagedStoreException.class,
            value -> RecordFormat.content(RECORD_KEY, value.toByteArray()))
        .map(content -> RecordFormat.value(RECORD_KEY, content))
        .ifPresent(again -> assertThat(again).isEqualTo(input));
    readMark(input);
  }

  /** A mark that is taken is taken again, and one that is refused stays as it was. */
  private void readMark(byte[] input) throws IOException {
    Path mark = folder.resolve(AcknowledgedMark.FILE);
    Files.write(mark, input);
    HostileReading.valueOrError(input, DamagedStoreException.class, bytes -> commits())
        .ifPresentOrElse(
            commits -> {
              long again = HostileReading.value(input, bytes -> commits());
              assertThat(again).isEqualTo(commits);
            },
            () -> assertThat(mark).hasBinaryContent(input));
  }

  private long commits() throws IOException {
    try (AcknowledgedMark mark = AcknowledgedMark.hold(folder)) {
      return mark.commits();
    }
  }
}
