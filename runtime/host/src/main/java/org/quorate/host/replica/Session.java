package org.quorate.host.replica;

import org.quorate.api.model.ClientId;
import org.quorate.api.transport.Link;

/**
 * A client's link at a replica. When too many of its requests wait, or too many bytes of them, the
 * link is not read any more until half of that is done: back-pressure reaches the client through
 * its own socket. Thread-safe: counting and telling the link are one step, because the transport's
 * thread and the loops' would otherwise tell it in another order than they counted, and it would
 * stay unread.
 */
final class Session {
  /** Long values fill the memory long before there are many of them. */
  static final long WAITING_BYTES_MAX = 8 << 20;

  private final Link link;
  private final ClientId client;
  private final int waitingMax;
  private int waiting; // guarded by this
  private long waitingBytes; // guarded by this
  private boolean stopped; // guarded by this

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

  synchronized void requestArrived(int frameBytes) {
    waiting++;
    waitingBytes += frameBytes;
    if (!stopped && (waiting >= waitingMax || waitingBytes >= WAITING_BYTES_MAX)) {
      stopped = true;
      link.setReading(false);
    }
  }

  synchronized void requestDone(int frameBytes) {
    waiting--;
    waitingBytes -= frameBytes;
    if (stopped && waiting <= waitingMax / 2 && waitingBytes <= WAITING_BYTES_MAX / 2) {
      stopped = false;
      link.setReading(true);
    }
  }
}
