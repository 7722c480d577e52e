package org.quorate.conformance.lab;

import java.util.HashSet;
import java.util.Set;
import org.quorate.api.machine.Access;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;

/** Everybody may do everything until removed. */
record LabAccess(Set<ClientId> revoked) implements Access {
  static final LabAccess OPEN = new LabAccess(Set.of());

  LabAccess {
    revoked = Set.copyOf(revoked);
  }

  LabAccess without(ClientId client) {
    Set<ClientId> more = new HashSet<>(revoked);
    more.add(client);
    return new LabAccess(more);
  }

  @Override
  public boolean isRevoked(ClientId client) {
    return revoked.contains(client);
  }

  @Override
  public boolean mayRead(ClientId client, Key key) {
    return !isRevoked(client);
  }

  @Override
  public boolean mayWrite(ClientId client, Key key) {
    return !isRevoked(client);
  }
}
