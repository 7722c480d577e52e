package org.quorate.host.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.host.configuration.Limits;

class ReplicaMemoryTest {
  private static final Limits LONG =
      Limits.DEFAULT.with(Map.of("valueBytesMax", 15 << 20, "frameBytesMax", 16 << 20));
  private static final ClientId ALICE = ClientId.of("alice", Bytes.utf8("key"));

  @Test
  void aHeapThatIsJustLargeEnoughTakesTheLongestUsefulFrame() throws IOException {
    ReplicaMemory memory = ReplicaMemory.of(256 << 20, LONG);

    assertThat(memory.waiting().take(ALICE, LONG.usefulFrameBytesMax())).isTrue();
  }

  @Test
  void aHeapThatIsTooSmallIsRefusedWithWhatItTakes() {
    assertThatThrownBy(() -> ReplicaMemory.of((256 << 20) - 1, LONG))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the heap of this process is too small for values of 15,728,640 bytes: it has"
                + " 268,435,455 bytes, and needs 268,435,456 at least (-Xmx)");
  }
}
