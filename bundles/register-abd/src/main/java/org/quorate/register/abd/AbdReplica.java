package org.quorate.register.abd;

import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Key;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.register.abd.AbdReply.StoredReply;
import org.quorate.register.abd.AbdReply.TimestampReply;
import org.quorate.register.abd.AbdReply.ValueReply;

/** A replica of multi-writer ABD (Lynch and Shvartsman 1997, section 3). */
final class AbdReplica implements ReplicaMachine<AbdState, AbdRequest, AbdReply> {

  @Override
  public AbdState initial(Key key) {
    return AbdState.GENESIS;
  }

  @Override
  public Step<AbdState, AbdReply> step(AbdState state, Arrival<AbdRequest> arrival) {
    return arrival.request().message().dispatch(new Asked(state, arrival));
  }

  /** One request and what it meets. */
  private record Asked(AbdState state, Arrival<AbdRequest> arrival)
      implements AbdRequest.Cases<Step<AbdState, AbdReply>> {

    // A1: who may do neither learns nothing, not even how often the register was written.
    @Override
    public Step<AbdState, AbdReply> queryTimestamp(AbdRequest.QueryTimestamp request) {
      return mayRead() || mayWrite()
          ? Step.reply(state, new TimestampReply(request.nonce(), state.ts()))
          : refuse("A1", "read or write");
    }

    // A2: only readers learn values.
    @Override
    public Step<AbdState, AbdReply> queryValue(AbdRequest.QueryValue request) {
      return mayRead()
          ? Step.reply(state, new ValueReply(request.nonce(), state.ts(), state.value()))
          : refuse("A2", "read");
    }

    // A3: a new value comes from its author, who may write.
    @Override
    public Step<AbdState, AbdReply> write(AbdRequest.Write request) {
      if (!request.ts().client().equals(arrival.sender())) {
        return Step.refuse(
            state, "A3", request.ts() + " is not a timestamp of " + arrival.sender());
      }
      return mayWrite()
          ? hold(request.nonce(), request.ts(), request.value())
          : refuse("A3", "write");
    }

    // A4: a value may come from any reader, since clients are honest in this model.
    @Override
    public Step<AbdState, AbdReply> writeBack(AbdRequest.WriteBack request) {
      return mayRead()
          ? hold(request.nonce(), request.ts(), request.value())
          : refuse("A4", "read");
    }

    /** H1: the larger timestamp stays; the answer is the same, "this or a newer one". */
    private Step<AbdState, AbdReply> hold(Nonce nonce, Timestamp ts, Value value) {
      AbdState next = ts.isAfter(state.ts()) ? new AbdState(ts, value) : state;
      return Step.reply(next, new StoredReply(nonce));
    }

    private boolean mayRead() {
      return arrival.access().mayRead(arrival.sender(), arrival.scope().key());
    }

    private boolean mayWrite() {
      return arrival.access().mayWrite(arrival.sender(), arrival.scope().key());
    }

    private Step<AbdState, AbdReply> refuse(String rule, String right) {
      return Step.refuse(
          state, rule, arrival.sender() + " may not " + right + " " + arrival.scope().key());
    }
  }
}
