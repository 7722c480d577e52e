package ${package};

import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;

/** What a replica keeps of one register: the newest value that it was sent. */
public record Content(Timestamp ts, Value value) {
  static final Content GENESIS = new Content(Timestamp.GENESIS, Value.ABSENT);
}
