package org.quorate.store.rocksdb;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.storage.DamagedStoreException;
import org.quorate.api.storage.RegisterStore.Change;

/**
 * How an item lies in RocksDB: a record of its own, with a record key
 *
 * <pre>
 *  0      1                          1+k    2+k
 *  +------+---------------------------+------+----------------------------+
 *  | 0x01 | key, UTF-8, escaped       | 0x00 | item, UTF-8                |
 *  +------+---------------------------+------+----------------------------+
 *            k = 1 to 1024 bytes               1 to 200 bytes
 * </pre>
 *
 * in whose escaped part {@code 00} stands as {@code 01 01} and {@code 01} as {@code 01 02}. So the
 * records of a key lie together, no name is another one's prefix, and the bytes' order is the order
 * of the keys; and a value
 *
 * <pre>
 *  0      1                               5
 *  +------+-------------------------------+-------------------------------+
 *  | 0x01 | CRC-32C of record key and     | content                       |
 *  |      | content, most significant     |                               |
 *  |      | byte first                    |                               |
 *  +------+-------------------------------+-------------------------------+
 * </pre>
 *
 * whose checksum binds the content to its key and item, from the commit to the read: RocksDB's own
 * checksums are of blocks, made when a block is written, and would not tell a record in the wrong
 * place.
 */
final class RecordFormat {
  private static final byte RECORDS = 1;
  private static final byte END_OF_KEY = 0;
  private static final byte ESCAPE = 1;
  private static final byte VERSION = 1;
  private static final int HEADER_BYTES = 1 + Integer.BYTES;

  private RecordFormat() {}

  static byte[] recordKey(Key key, String item) {
    ByteArrayOutputStream out = escaped(key);
    out.write(END_OF_KEY);
    out.writeBytes(item.getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  /** At or below every record of every key. */
  static byte[] startOfAll() {
    return new byte[] {RECORDS};
  }

  /** Above every record of every key. */
  static byte[] endOfAll() {
    return new byte[] {RECORDS + 1};
  }

  /** Below every record of {@code key} and above those of the keys before it. */
  static byte[] start(Key key) {
    ByteArrayOutputStream out = escaped(key);
    out.write(END_OF_KEY);
    return out.toByteArray();
  }

  /** Above every record of {@code key} and below those of the keys after it. */
  static byte[] end(Key key) {
    ByteArrayOutputStream out = escaped(key);
    out.write(END_OF_KEY + 1);
    return out.toByteArray();
  }

  private static ByteArrayOutputStream escaped(Key key) {
    byte[] name = key.name().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(name.length + 32);
    out.write(RECORDS);
    for (byte b : name) {
      if (b == END_OF_KEY || b == ESCAPE) {
        out.write(ESCAPE);
        out.write(b + 1);
      } else {
        out.write(b);
      }
    }
    return out;
  }

  static byte[] value(byte[] recordKey, Bytes content) {
    byte[] bytes = content.toByteArray();
    return ByteBuffer.allocate(HEADER_BYTES + bytes.length)
        .put(VERSION)
        .putInt(checksum(recordKey, bytes, 0))
        .put(bytes)
        .array();
  }

  /**
   * The content in {@code value}.
   *
   * @throws DamagedStoreException if {@code value} is not what was made for {@code recordKey}
   */
  static Bytes content(byte[] recordKey, byte[] value) throws DamagedStoreException {
    if (value.length < HEADER_BYTES) {
      throw new DamagedStoreException("a value of " + value.length + " bytes is too short");
    }
    if (value[0] != VERSION) {
      throw new DamagedStoreException("a value of format " + value[0] + " is unknown here");
    }
    if (ByteBuffer.wrap(value).getInt(1) != checksum(recordKey, value, HEADER_BYTES)) {
      throw new DamagedStoreException("a value and its checksum disagree");
    }
    return Bytes.wrap(Arrays.copyOfRange(value, HEADER_BYTES, value.length));
  }

  private static int checksum(byte[] recordKey, byte[] bytes, int from) {
    CRC32C checksum = new CRC32C();
    checksum.update(recordKey);
    checksum.update(bytes, from, bytes.length - from);
    return (int) checksum.getValue();
  }

  /** The key whose item {@code recordKey} stands for. */
  static Key key(byte[] recordKey) throws DamagedStoreException {
    int end = endOfKey(recordKey);
    ByteArrayOutputStream name = new ByteArrayOutputStream(end);
    for (int i = 1; i < end; i++) {
      byte b = recordKey[i];
      if (b == ESCAPE) {
        i++;
        b = (byte) (recordKey[i] - 1);
        if (b != END_OF_KEY && b != ESCAPE) {
          throw new DamagedStoreException(noNames(recordKey));
        }
      }
      name.write(b);
    }
    try {
      return new Key(text(recordKey, name.toByteArray()));
    } catch (IllegalArgumentException e) {
      throw new DamagedStoreException(noNames(recordKey), e);
    }
  }

  /** The name of the item that {@code recordKey} stands for. */
  static String item(byte[] recordKey) throws DamagedStoreException {
    int start = endOfKey(recordKey) + 1;
    int bytes = recordKey.length - start;
    if (bytes < 1 || bytes > Change.ITEM_BYTES_MAX) {
      throw new DamagedStoreException(noNames(recordKey));
    }
    return text(recordKey, Arrays.copyOfRange(recordKey, start, recordKey.length));
  }

  private static int endOfKey(byte[] recordKey) throws DamagedStoreException {
    boolean isRecord = recordKey.length > 0 && recordKey[0] == RECORDS;
    for (int i = 1; isRecord && i < recordKey.length; i++) {
      if (recordKey[i] == END_OF_KEY) {
        return i;
      }
    }
    throw new DamagedStoreException(noNames(recordKey));
  }

  private static String text(byte[] recordKey, byte[] utf8) throws DamagedStoreException {
    String text = new String(utf8, StandardCharsets.UTF_8);
    if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), utf8)) {
      throw new DamagedStoreException(noNames(recordKey));
    }
    return text;
  }

  private static String noNames(byte[] recordKey) {
    return "a record is there that no key and item have: " + Bytes.copyOf(recordKey).toHex();
  }
}
