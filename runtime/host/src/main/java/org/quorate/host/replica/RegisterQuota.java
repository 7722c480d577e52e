package org.quorate.host.replica;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.quorate.api.model.ClientId;

/** How many registers each client has brought into being since the start. Thread-safe. */
final class RegisterQuota {
  private final int perClientMax;
  private final Map<ClientId, AtomicInteger> made = new ConcurrentHashMap<>();

  RegisterQuota(int perClientMax) {
    this.perClientMax = perClientMax;
  }

  /** Counts one more register of {@code client}, or says no. */
  boolean mayCreate(ClientId client) {
    AtomicInteger count = made.computeIfAbsent(client, id -> new AtomicInteger());
    return count.getAndUpdate(n -> n < perClientMax ? n + 1 : n) < perClientMax;
  }

  /** Takes one back that {@link #mayCreate} counted and that did not come into being after all. */
  void giveBack(ClientId client) {
    made.computeIfPresent(
        client,
        (id, count) -> {
          count.decrementAndGet();
          return count;
        });
  }
}
