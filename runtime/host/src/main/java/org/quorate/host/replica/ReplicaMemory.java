package org.quorate.host.replica;

import java.io.IOException;
import org.quorate.api.model.ClientId;
import org.quorate.api.transport.SharedMemory;
import org.quorate.host.configuration.Limits;

/**
 * How a replica parts its heap among what grows with what its clients do, so that all of it
 * together leaves room for the work itself.
 *
 * @param statesBytes of registers used lately, by all event loops
 * @param linksBytes of frames that arrive and of answers that wait to be sent
 * @param waiting of requests that no event loop has taken up yet
 */
record ReplicaMemory(long statesBytes, long linksBytes, SharedMemory<ClientId> waiting) {
  /** Of what waits and what is on links one client alone may hold a sixteenth of the heap each. */
  private static final int HEAP_PER_HELD = 16;

  /**
   * Of a heap that can grow up to {@code heapBytes}.
   *
   * @throws IOException if a client alone could not bring a value of the greatest length
   */
  static ReplicaMemory of(long heapBytes, Limits limits) throws IOException {
    long needed = (long) HEAP_PER_HELD * limits.usefulFrameBytesMax();
    if (heapBytes < needed) {
      throw new IOException(
          String.format(
              "the heap of this process is too small for values of %,d bytes: it has %,d bytes, and"
                  + " needs %,d at least (-Xmx)",
              limits.valueBytesMax(), heapBytes, needed));
    }
    return of(heapBytes);
  }

  /** The same, whatever the length of values. */
  static ReplicaMemory of(long heapBytes) {
    return new ReplicaMemory(heapBytes / 4, heapBytes / 4, new SharedMemory<>(heapBytes / 8));
  }
}
