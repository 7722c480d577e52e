package org.quorate.register.bftbc;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Version;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.protocol.Invariant;
import org.quorate.conformance.protocol.RegisterProtocolKit;

abstract class BftBcConformance extends RegisterProtocolKit {
  private final BftBcProtocol protocol;

  BftBcConformance(BftBcProtocol protocol) {
    this.protocol = protocol;
  }

  @Override
  protected RegisterProtocol<?, ?, ?, ?> protocol() {
    return protocol;
  }

  @Override
  protected Set<Invariant> invariants() {
    Set<Invariant> all = EnumSet.allOf(Invariant.class);
    if (protocol.mode() != Mode.STRONG) {
      all.remove(Invariant.I3_ONE_AHEAD);
    }
    return all;
  }

  @Override
  protected @Nullable Timestamp timestamp(Object state) {
    return ((ReplicaState) state).current().version().ts();
  }

  @Override
  protected boolean remembers(Object state, Version prepared) {
    ReplicaState held = (ReplicaState) state;
    ClientId client = prepared.ts().client();
    if (prepared.ts().path() == Path.OPTIMISTIC) {
      OptimisticEntry entry = held.optimisticList().get(client);
      return entry != null && prepared.ts().isAtMost(entry.version().ts());
    }
    PrepareEntry entry = held.prepareList().get(client);
    return entry != null && prepared.ts().isAtMost(entry.version().ts());
  }
}
