package org.quorate.register.abd;

import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;

/**
 * What a client remembers about a register it writes.
 *
 * @param last the last timestamp that it took for a write; it never takes another one up to this
 * @param pending the value at {@code last}, as long as no quorum is known to hold it
 */
record AbdJournal(Timestamp last, @Nullable Value pending) {}
