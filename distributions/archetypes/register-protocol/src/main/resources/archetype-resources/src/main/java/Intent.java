package ${package};

import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;

/**
 * What a writer must remember across a crash.
 *
 * @param ts its last timestamp: it never gives it to another value
 * @param value at that timestamp; absent once a quorum is known to hold it
 */
public record Intent(Timestamp ts, Value value) {}
