package org.quorate.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.TooLongFrameException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;

/**
 * Puts frames together from the bytes of a stream.
 *
 * <pre>
 * | length 4 B, big-endian, 0 to frameBytesMax | content, length bytes |
 * </pre>
 *
 * Any other length is refused before anything is allocated for it. What is allocated grows with
 * what has arrived, to at most twice of it above a first {@value #FIRST_BYTES_MAX} bytes, because
 * an announced length costs its sender nothing.
 */
final class FrameAssembler {
  static final int HEADER_BYTES = 4;

  private static final int FIRST_BYTES_MAX = 64 << 10;

  private final int frameBytesMax;
  private int headerBytes;
  private int length;
  private byte @Nullable [] content;
  private int filled;

  FrameAssembler(int frameBytesMax) {
    this.frameBytesMax = frameBytesMax;
  }

  /**
   * Takes from {@code in} up to the end of the next frame.
   *
   * @return the frame, or null if {@code in} was used up before its end
   * @throws TooLongFrameException if its length is not allowed; the stream is of no use any more
   */
  @Nullable Bytes next(ByteBuf in) {
    while (headerBytes < HEADER_BYTES) {
      if (!in.isReadable()) {
        return null;
      }
      length = (length << 8) | in.readUnsignedByte();
      headerBytes++;
    }
    byte[] target = content == null ? begin() : content;
    while (filled < length && in.isReadable()) {
      if (filled == target.length) {
        target = Arrays.copyOf(target, (int) Math.min(length, 2L * filled));
        content = target;
      }
      int count = Math.min(in.readableBytes(), target.length - filled);
      in.readBytes(target, filled, count);
      filled += count;
    }
    if (filled < length) {
      return null;
    }
    headerBytes = 0;
    length = 0;
    filled = 0;
    content = null;
    return Bytes.wrap(target);
  }

  /** Whether a frame has begun and not ended. */
  boolean inFrame() {
    return headerBytes > 0;
  }

  /** What is allocated for the frame that has begun. */
  int heldBytes() {
    return content == null ? 0 : content.length;
  }

  private byte[] begin() {
    if (length < 0 || length > frameBytesMax) {
      throw new TooLongFrameException(
          "a frame of "
              + Integer.toUnsignedString(length)
              + " bytes; allowed are "
              + frameBytesMax);
    }
    byte[] first = new byte[Math.min(length, FIRST_BYTES_MAX)];
    content = first;
    return first;
  }
}
