package org.quorate.host.replica;

import org.quorate.api.model.ClientId;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.SharedMemory;

/**
 * A client's link at a replica. When too many of its requests wait, or too many bytes of them, or
 * its client has come near its share of the memory of all that waits, the link is not read any more
 * until half of that is done: back-pressure reaches the client through its own socket. What arrives
 * all the same, on other links or because it was read already, is not taken when there is no memory
 * for it. Thread-safe: counting and telling the link are one step, because the transport's thread
 * and the loops' would otherwise tell it in another order than they counted, and it would stay
 * unread.
 */
final class Session {
  /** Long values fill the memory long before there are many of them. */
  static final long WAITING_BYTES_MAX = 8 << 20;

  /** What a request takes beside the bytes of its frame: its objects, and its place in a queue. */
  private static final int REQUEST_OVERHEAD_BYTES = 2048;

  private final Link link;
  private final ClientId client;
  private final SharedMemory<ClientId> memory;
  private final int waitingMax;
  private int waiting; // guarded by this
  private long waitingBytes; // guarded by this
  private boolean stopped; // guarded by this
  private int waitingAtStop; // guarded by this
  private long waitingBytesAtStop; // guarded by this

  /**
   * One on which nothing waits yet.
   *
   * @param memory of all that waits at the replica
   * @param waitingMax requests
   */
  Session(Link link, ClientId client, SharedMemory<ClientId> memory, int waitingMax) {
    this.link = link;
    this.client = client;
    this.memory = memory;
    this.waitingMax = waitingMax;
  }

  Link link() {
    return link;
  }

  ClientId client() {
    return client;
  }

  /** Whether there is memory for it; if not, it is as if it had not arrived. */
  synchronized boolean requestArrived(int frameBytes) {
    if (!memory.take(client, REQUEST_OVERHEAD_BYTES + frameBytes)) {
      return false;
    }
    waiting++;
    waitingBytes += frameBytes;
    if (!stopped
        && (waiting >= waitingMax
            || waitingBytes >= WAITING_BYTES_MAX
            || memory.isScarceFor(client))) {
      stopped = true;
      waitingAtStop = waiting;
      waitingBytesAtStop = waitingBytes;
      link.setReading(false);
    }
    return true;
  }

  synchronized void requestDone(int frameBytes) {
    waiting--;
    waitingBytes -= frameBytes;
    memory.giveBack(client, REQUEST_OVERHEAD_BYTES + frameBytes);
    // Not sooner, or a flood would be read, a buffer at a time, whenever one of it is done.
    if (stopped && waiting <= waitingAtStop / 2 && waitingBytes <= waitingBytesAtStop / 2) {
      stopped = false;
      link.setReading(true);
    }
  }
}
