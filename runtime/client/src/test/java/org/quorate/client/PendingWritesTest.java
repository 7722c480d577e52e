package org.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.client.Toy.Answer;
import org.quorate.client.Toy.Ask;
import org.quorate.client.Toy.Memory;

class PendingWritesTest {
  private static final Memory PENDING = new Memory("pending");
  private static final Memory FINISHED = new Memory("finished");
  private static final Key OWNED = new Key("a");

  private final Toy.Store store = new Toy.Store();
  private final ClientParts<Ask, Answer, Memory> parts =
      new Toy(Map.of(PENDING, new Toy.Scripted((self, input) -> null))).parts(claims -> List.of());
  private final Journal<Memory> journal = new Journal<>(store, parts.journalCodec(), Memory.class);
  private final PendingWrites<Ask, Answer, Memory> writes =
      new PendingWrites<>(
          parts,
          journal,
          () -> Bytes.wrap(new byte[Nonce.OPERATION_BYTES]),
          key -> key.name().startsWith("a"));
  private final List<Key> found = new ArrayList<>();

  private void journalled(Key key, Memory memory) throws IOException {
    journal.put(key, memory);
    journal.commit();
  }

  @Test
  void findsWhatIsPendingOfTheLoopsOwnRegisters() throws IOException {
    journalled(OWNED, PENDING);
    journalled(new Key("a finished one"), FINISHED);
    journalled(new Key("one of another loop"), PENDING);

    assertThat(writes.scan(null, found::add)).isNull();
    assertThat(found).containsExactly(OWNED);
  }

  @Test
  void aFaultOfTheProtocolHidesNoOtherPendingWrite() throws IOException {
    journalled(new Key("a before all others"), Toy.STRANGE);
    journalled(new Key("ab"), PENDING);
    assertThat(writes.scan(null, found::add)).isNull();
    assertThat(found).containsExactly(new Key("ab"));
  }

  @Test
  void goesOnWhereItStopped() throws IOException {
    for (int i = 0; i <= PendingWrites.SCAN_KEYS_MAX; i++) {
      journalled(new Key("a%03d".formatted(i)), PENDING);
    }

    Key last = writes.scan(null, found::add);
    assertThat(found).hasSize(PendingWrites.SCAN_KEYS_MAX).last().isEqualTo(last);
    assertThat(writes.scan(last, found::add)).isNull();
    assertThat(found).hasSize(PendingWrites.SCAN_KEYS_MAX + 1).doesNotHaveDuplicates();
  }

  @Test
  void aJournalThatCannotBeReadEndsTheSearch() throws IOException {
    journalled(OWNED, PENDING);
    store.reading = false;
    assertThat(writes.scan(null, found::add)).isNull();
    assertThat(found).isEmpty();
  }
}
