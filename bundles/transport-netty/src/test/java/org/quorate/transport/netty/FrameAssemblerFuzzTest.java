package org.quorate.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.TooLongFrameException;
import java.util.ArrayList;
import java.util.List;
import org.quorate.api.model.Bytes;
import org.quorate.conformance.hostile.HostileReading;

/** A stream is whatever its other end sends. */
class FrameAssemblerFuzzTest {
  private static final int FRAME_BYTES_MAX = 1 << 20;

  /**
   * What became of a stream.
   *
   * @param rest the frame that was under way at its end has this many bytes
   */
  private record Assembled(List<Bytes> frames, int rest, boolean tooLong) {}

  @FuzzTest
  void d5_aStreamIsFramesUpToItsEndOrToALengthThatIsNotAllowed(byte[] stream) {
    Assembled whole = HostileReading.value(stream, bytes -> assembled(bytes, bytes.length()));
    Assembled byteByByte = HostileReading.value(stream, bytes -> assembled(bytes, 1));

    assertThat(byteByByte).as("cuts do not matter").isEqualTo(whole);
    ByteBuf again = Unpooled.buffer();
    whole
        .frames()
        .forEach(frame -> again.writeInt(frame.length()).writeBytes(frame.asByteBuffer()));
    assertThat(Unpooled.wrappedBuffer(stream, 0, stream.length - whole.rest()))
        .as("the frames are what has arrived")
        .isEqualTo(again);
    assertThat(whole.tooLong() ? FrameAssembler.HEADER_BYTES : 0).isLessThanOrEqualTo(whole.rest());
  }

  private static Assembled assembled(Bytes stream, int pieceBytes) {
    FrameAssembler assembler = new FrameAssembler(FRAME_BYTES_MAX);
    ByteBuf in = Unpooled.wrappedBuffer(stream.asByteBuffer());
    List<Bytes> frames = new ArrayList<>();
    int complete = 0;
    try {
      while (in.isReadable()) {
        ByteBuf piece = in.readSlice(Math.min(pieceBytes, in.readableBytes()));
        for (Bytes frame = assembler.next(piece); frame != null; frame = assembler.next(piece)) {
          frames.add(frame);
          complete += FrameAssembler.HEADER_BYTES + frame.length();
        }
      }
    } catch (TooLongFrameException e) {
      return new Assembled(frames, stream.length() - complete, true);
    }
    return new Assembled(frames, stream.length() - complete, false);
  }
}
