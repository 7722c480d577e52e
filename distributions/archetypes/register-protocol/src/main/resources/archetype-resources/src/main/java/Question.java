package ${package};

import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;

/** What clients ask of replicas. */
public sealed interface Question extends Request {

  /** For what a replica holds; only readers are told the value. */
  record Query(Nonce nonce, boolean withValue) implements Question {}

  /** To hold a value. */
  record Store(Nonce nonce, Timestamp ts, Value value) implements Question {
    public Store {
      if (!value.isPresent() || ts.equals(Timestamp.GENESIS)) {
        throw new IllegalArgumentException("nobody writes genesis");
      }
    }
  }
}
