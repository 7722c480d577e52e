package org.quorate.transport.netty;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quorate.api.transport.AuthenticationException;
import org.quorate.api.transport.Peer;
import org.quorate.api.transport.TransportLimits;

/**
 * Who is inside of one listener: strangers, in the order of their arrival, until they are
 * authenticated; members from then on. A member is never turned out for a newcomer, a stranger is.
 */
final class Admission {
  private final TransportLimits limits;
  private final Set<Connection> strangers = new LinkedHashSet<>();
  private final Map<Connection, Peer> members = new HashMap<>();
  private boolean closed;

  Admission(TransportLimits limits) {
    this.limits = limits;
  }

  /** Why there is no room for {@code connection}, or null if there is. */
  synchronized @Nullable String arrive(Connection connection) {
    if (closed) {
      return "listener closed";
    }
    if (strangers.size() + members.size() >= limits.connectionsMax()) {
      if (strangers.isEmpty()) {
        return "more than " + limits.connectionsMax() + " connections";
      }
      Connection oldest = strangers.iterator().next();
      strangers.remove(oldest);
      oldest.close("not authenticated yet when room was needed");
    }
    strangers.add(connection);
    return null;
  }

  /**
   * Makes a stranger a member.
   *
   * @throws AuthenticationException if {@code peer} has as many connections as it may have
   */
  synchronized void admit(Connection connection, Peer peer) throws AuthenticationException {
    long already = members.values().stream().filter(peer::equals).count();
    if (already >= limits.connectionsPerPeerMax()) {
      throw new AuthenticationException(
          peer + " has " + already + " connections; allowed are " + limits.connectionsPerPeerMax());
    }
    if (!strangers.remove(connection)) {
      throw new AuthenticationException("not authenticated yet when room was needed");
    }
    members.put(connection, peer);
  }

  synchronized void leave(Connection connection) {
    strangers.remove(connection);
    members.remove(connection);
  }

  /** Lets nobody in any more and returns who is inside. */
  synchronized Collection<Connection> close() {
    closed = true;
    List<Connection> inside = new ArrayList<>(strangers);
    inside.addAll(members.keySet());
    return inside;
  }
}
