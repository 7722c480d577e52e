package org.quorate.host.replica;

import java.util.concurrent.atomic.AtomicInteger;
import org.quorate.api.model.ClientId;
import org.quorate.api.transport.Link;

/**
 * A client's link at a replica. When too many of its requests wait, the link is not read any more
 * until half of them are answered: back-pressure reaches the client through its own socket.
 */
final class Session {
  private final Link link;
  private final ClientId client;
  private final int waitingMax;
  private final AtomicInteger waiting = new AtomicInteger();

  Session(Link link, ClientId client, int waitingMax) {
    this.link = link;
    this.client = client;
    this.waitingMax = waitingMax;
  }

  Link link() {
    return link;
  }

  ClientId client() {
    return client;
  }

  void requestArrived() {
    if (waiting.incrementAndGet() == waitingMax) {
      link.setReading(false);
    }
  }

  void requestDone() {
    if (waiting.decrementAndGet() == waitingMax / 2) {
      link.setReading(true);
    }
  }
}
