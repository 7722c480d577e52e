package org.quorate.conformance.lab;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;

/**
 * Who said what. An entry's proof is a number and a check value that cannot be computed from
 * outside; so a proof shows that its entry was really made, and only who was shown it can show it.
 *
 * <pre>
 * number 4 B | check value 8 B
 * </pre>
 *
 * Thread-safe.
 */
final class Ledger<T> {
  static final int PROOF_BYTES = 12;

  private final long secret;
  private final List<T> entries = new ArrayList<>();
  private final Map<T, Integer> numbers = new HashMap<>();

  Ledger(long secret) {
    this.secret = secret;
  }

  /** The proof of {@code entry}, which is entered if it is new; always the same for equal ones. */
  synchronized Bytes enter(T entry) {
    Integer number = numbers.get(entry);
    if (number == null) {
      number = entries.size();
      entries.add(entry);
      numbers.put(entry, number);
    }
    return Bytes.wrap(
        ByteBuffer.allocate(PROOF_BYTES).putInt(number).putLong(check(number)).array());
  }

  /** The entry that {@code proof} proves, or null if it proves nothing. */
  synchronized @Nullable T find(Bytes proof) {
    if (proof.length() != PROOF_BYTES) {
      return null;
    }
    ByteBuffer content = ByteBuffer.wrap(proof.toByteArray());
    int number = content.getInt();
    boolean genuine = number >= 0 && number < entries.size() && content.getLong() == check(number);
    return genuine ? entries.get(number) : null;
  }

  /** All entries in the order in which they were made first. */
  synchronized List<T> entries() {
    return Collections.unmodifiableList(new ArrayList<>(entries));
  }

  private long check(int number) {
    return Seeds.derive(secret, number);
  }
}
