package org.quorate.register.abd;

import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Reply;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;

/** What a replica answers. */
sealed interface AbdReply extends Reply {

  <C, R> R dispatch(Cases<C, R> cases, C context);

  /** One case for each reply. */
  interface Cases<C, R> {
    R timestamp(TimestampReply reply, C context);

    R value(ValueReply reply, C context);

    R stored(StoredReply reply, C context);
  }

  /** The timestamp of what it holds. */
  record TimestampReply(Nonce nonce, Timestamp ts) implements AbdReply {
    public TimestampReply {
      Stamp.require(ts);
    }

    @Override
    public <C, R> R dispatch(Cases<C, R> cases, C context) {
      return cases.timestamp(this, context);
    }
  }

  /** What it holds. */
  record ValueReply(Nonce nonce, Timestamp ts, Value value) implements AbdReply {
    public ValueReply {
      Stamp.require(ts, value);
    }

    @Override
    public <C, R> R dispatch(Cases<C, R> cases, C context) {
      return cases.value(this, context);
    }
  }

  /** It durably holds what it was sent, or something newer. */
  record StoredReply(Nonce nonce) implements AbdReply {
    @Override
    public <C, R> R dispatch(Cases<C, R> cases, C context) {
      return cases.stored(this, context);
    }
  }
}
