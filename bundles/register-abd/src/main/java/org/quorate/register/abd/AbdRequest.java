package org.quorate.register.abd;

import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;

/** What a client asks of a replica. */
sealed interface AbdRequest extends Request {

  <R> R dispatch(Cases<R> cases);

  /** One case for each request. */
  interface Cases<R> {
    R queryTimestamp(QueryTimestamp request);

    R queryValue(QueryValue request);

    R write(Write request);

    R writeBack(WriteBack request);
  }

  /** For the timestamp of the newest value, by a writer. */
  record QueryTimestamp(Nonce nonce) implements AbdRequest {
    @Override
    public <R> R dispatch(Cases<R> cases) {
      return cases.queryTimestamp(this);
    }
  }

  /** For the newest value, by a reader. */
  record QueryValue(Nonce nonce) implements AbdRequest {
    @Override
    public <R> R dispatch(Cases<R> cases) {
      return cases.queryValue(this);
    }
  }

  /** To hold a new value, by its author. */
  record Write(Nonce nonce, Timestamp ts, Value value) implements AbdRequest {
    public Write {
      Stamp.requireWritten(ts, value);
    }

    @Override
    public <R> R dispatch(Cases<R> cases) {
      return cases.write(this);
    }
  }

  /** To hold a value that a reader is about to return. */
  record WriteBack(Nonce nonce, Timestamp ts, Value value) implements AbdRequest {
    public WriteBack {
      Stamp.requireWritten(ts, value);
    }

    @Override
    public <R> R dispatch(Cases<R> cases) {
      return cases.writeBack(this);
    }
  }
}
