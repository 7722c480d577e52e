package org.quorate.host.replica;

import org.quorate.api.model.ClientId;
import org.quorate.api.transport.Link;

/**
 * A client's link at a replica. When too many of its requests wait, the link is not read any more
 * until half of them are answered: back-pressure reaches the client through its own socket.
 * Thread-safe: counting and telling the link are one step, because the transport's thread and the
 * loops' would otherwise tell it in another order than they counted, and it would stay unread.
 */
final class Session {
  private final Link link;
  private final ClientId client;
  private final int waitingMax;
  private int waiting; // guarded by this

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

  synchronized void requestArrived() {
    if (++waiting >= waitingMax) {
      link.setReading(false);
    }
  }

  synchronized void requestDone() {
    if (--waiting == waitingMax / 2) {
      link.setReading(true);
    }
  }
}
