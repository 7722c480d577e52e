package org.quorate.register.bftbc;

import org.quorate.api.model.ClientId;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Version;
import org.quorate.api.register.StateView;

/** What invariants see of a replica. */
record ReplicaView() implements StateView<ReplicaState> {
  @Override
  public Timestamp timestamp(ReplicaState state) {
    return state.current().version().ts();
  }

  @Override
  public boolean remembers(ReplicaState state, Version prepared) {
    ClientId client = prepared.ts().client();
    if (prepared.ts().path() == Path.OPTIMISTIC) {
      OptimisticEntry entry = state.optimisticList().get(client);
      return entry != null && prepared.ts().isAtMost(entry.version().ts());
    }
    PrepareEntry entry = state.prepareList().get(client);
    return entry != null && prepared.ts().isAtMost(entry.version().ts());
  }
}
