package org.quorate.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.TooLongFrameException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;

class FrameAssemblerTest {
  @Property(tries = 200)
  void putsTogetherWhateverTheCuts(
      @ForAll @Size(max = 20) List<@IntRange(max = 300_000) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 200_000) int pieceBytesMax,
      @ForAll Random random) {
    List<Bytes> frames = new ArrayList<>();
    ByteBuf stream = Unpooled.buffer();
    for (int length : lengths) {
      byte[] content = new byte[length];
      random.nextBytes(content);
      frames.add(Bytes.wrap(content));
      stream.writeInt(length).writeBytes(content);
    }
    FrameAssembler assembler = new FrameAssembler(300_000);
    List<Bytes> assembled = new ArrayList<>();
    while (stream.isReadable()) {
      int pieceBytes = 1 + random.nextInt(Math.min(pieceBytesMax, stream.readableBytes()));
      ByteBuf piece = stream.readSlice(pieceBytes);
      for (Bytes frame = assembler.next(piece); frame != null; frame = assembler.next(piece)) {
        assembled.add(frame);
      }
      assertThat(piece.isReadable()).isFalse();
    }

    assertThat(assembled).isEqualTo(frames);
    assertThat(assembler.inFrame()).isFalse();
  }

  @Property(tries = 200)
  void d3_refusesEveryLengthThatIsNotAllowed(
      @ForAll int length, @ForAll @IntRange(min = 1) int max) {
    FrameAssembler assembler = new FrameAssembler(max);
    ByteBuf header = Unpooled.buffer().writeInt(length);
    if (length >= 0 && length <= max) {
      assembler.next(header);
    } else {
      assertThatThrownBy(() -> assembler.next(header)).isInstanceOf(TooLongFrameException.class);
    }
  }

  @Test
  void d3_anAnnouncedLengthAllocatesNextToNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    FrameAssembler assembler = new FrameAssembler(Integer.MAX_VALUE);
    ByteBuf header = Unpooled.buffer().writeInt(Integer.MAX_VALUE).writeByte(1);
    long before = threads.getCurrentThreadAllocatedBytes();

    assertThat(assembler.next(header)).isNull();

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
    assertThat(assembler.inFrame()).isTrue();
  }
}
