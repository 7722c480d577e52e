package org.quorate.register.abd;

import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;

/**
 * What a replica keeps of one register: the newest value that it has been sent.
 *
 * @param ts of {@code value}; never falls
 */
record AbdState(Timestamp ts, Value value) {
  static final AbdState GENESIS = new AbdState(Timestamp.GENESIS, Value.ABSENT);
}
