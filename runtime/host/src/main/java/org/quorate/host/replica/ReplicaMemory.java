package org.quorate.host.replica;

import org.quorate.api.model.ClientId;
import org.quorate.api.transport.SharedMemory;

/**
 * How a replica parts its heap among what grows with what its clients do, so that all of it
 * together leaves room for the work itself.
 *
 * @param statesBytes of registers used lately, by all event loops
 * @param linksBytes of frames that arrive and of answers that wait to be sent
 * @param waiting of requests that no event loop has taken up yet
 */
record ReplicaMemory(long statesBytes, long linksBytes, SharedMemory<ClientId> waiting) {
  /** Of a heap that can grow up to {@code heapBytes}. */
  static ReplicaMemory of(long heapBytes) {
    return new ReplicaMemory(heapBytes / 4, heapBytes / 4, new SharedMemory<>(heapBytes / 8));
  }
}
