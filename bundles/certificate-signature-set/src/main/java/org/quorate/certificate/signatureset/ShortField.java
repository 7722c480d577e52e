package org.quorate.certificate.signatureset;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.quorate.api.model.Bytes;

/** A byte string of at most 65535 bytes behind its length: {@code length 2 B | content}. */
final class ShortField {
  private static final int BYTES_MAX = 0xFFFF;

  private ShortField() {}

  static int encodedBytes(Bytes content) {
    return Short.BYTES + content.length();
  }

  static void write(ByteBuffer out, Bytes content) {
    if (content.length() > BYTES_MAX) {
      throw new IllegalArgumentException(
          "at most " + BYTES_MAX + " bytes fit, not " + content.length());
    }
    out.putShort((short) content.length()).put(content.asByteBuffer());
  }

  /** The next field, or nothing if it is cut off. */
  static Optional<Bytes> read(ByteBuffer in) {
    if (in.remaining() < Short.BYTES) {
      return Optional.empty();
    }
    int length = Short.toUnsignedInt(in.getShort());
    if (in.remaining() < length) {
      return Optional.empty();
    }
    byte[] content = new byte[length];
    in.get(content);
    return Optional.of(Bytes.wrap(content));
  }
}
