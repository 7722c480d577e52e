package ${package};

import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Reply;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;

/** What replicas answer. */
public sealed interface Answer extends Reply {

  /** What the replica holds; the value is absent where it was not asked for. */
  record Held(Nonce nonce, Timestamp ts, Value value) implements Answer {}

  /** The replica holds what it was sent, or something newer. */
  record Stored(Nonce nonce) implements Answer {}
}
