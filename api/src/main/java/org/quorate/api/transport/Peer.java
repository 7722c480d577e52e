package org.quorate.api.transport;

import org.quorate.api.model.ClientId;
import org.quorate.api.model.ReplicaId;

/** Who is at the other end of a link, as its certificate shows. */
public sealed interface Peer {
  record Replica(ReplicaId id) implements Peer {
    @Override
    public String toString() {
      return id.toString();
    }
  }

  record Client(ClientId id) implements Peer {
    @Override
    public String toString() {
      return id.toString();
    }
  }
}
