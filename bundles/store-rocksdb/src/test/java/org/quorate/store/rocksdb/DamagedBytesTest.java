package org.quorate.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.api.model.Key;
import org.quorate.api.storage.DamagedStoreException;

/** Bytes on the disk that were taken for something; each was found by fuzzing. */
class DamagedBytesTest {
  @Test
  void d5_aKeyOutsideOfTheRecordsIsNone() {
    byte[] recordKey = RecordFormat.recordKey(new Key("k"), "item");
    recordKey[0]++;
    assertThatThrownBy(() -> RecordFormat.key(recordKey)).isInstanceOf(DamagedStoreException.class);
    assertThatThrownBy(() -> RecordFormat.item(recordKey))
        .isInstanceOf(DamagedStoreException.class);
    assertThatThrownBy(() -> RecordFormat.key(new byte[0]))
        .isInstanceOf(DamagedStoreException.class);
  }

  /** It was taken for the mark of a new store, and for a damaged one at the next start. */
  @Test
  void d5_aMarkThatIsTooLongIsNotANewOne(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve(AcknowledgedMark.FILE), new byte[21]);
    assertThatThrownBy(() -> AcknowledgedMark.hold(folder))
        .isInstanceOf(DamagedStoreException.class);
  }
}
