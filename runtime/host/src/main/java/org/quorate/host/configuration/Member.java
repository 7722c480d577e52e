package org.quorate.host.configuration;

import org.quorate.api.model.ReplicaId;

/** A replica of a configuration and where it listens. */
public record Member(ReplicaId id, String host, int port) {
  public static final int PORT_MAX = 65_535;

  public Member {
    if (port < 1 || port > PORT_MAX) {
      throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
    }
  }
}
