package org.quorate.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Key;
import org.quorate.client.LoopEvent.Begin;

/**
 * Writes of one register wait for each other, as the protocols demand: the first of a queue has its
 * turn until it has ended. Confined to the thread of one event loop.
 */
final class WriteQueues<Q extends Request, A extends Reply, J> {
  private final Map<Key, Deque<Begin<Q, A, J>>> queues = new HashMap<>();

  /** Queues {@code write}; true if it is its turn at once. */
  boolean add(Begin<Q, A, J> write) {
    Deque<Begin<Q, A, J>> queue = queues.computeIfAbsent(write.key, key -> new ArrayDeque<>());
    queue.add(write);
    return queue.size() == 1;
  }

  /** The write whose turn it is because {@code done} has ended; null if there is none. */
  @Nullable Begin<Q, A, J> nextAfter(Begin<Q, A, J> done) {
    Deque<Begin<Q, A, J>> queue = queues.get(done.key);
    if (queue == null || queue.peek() != done) {
      return null;
    }
    queue.remove();
    Begin<Q, A, J> next = queue.peek();
    if (next == null) {
      queues.remove(done.key);
    }
    return next;
  }

  /** Gives up the place of {@code write}, unless it is its turn already. */
  void withdraw(Begin<Q, A, J> write) {
    Deque<Begin<Q, A, J>> queue = queues.get(write.key);
    if (queue != null && queue.peek() != write) {
      queue.remove(write);
    }
  }

  /** All writes, also those whose turn it is. */
  Stream<Begin<Q, A, J>> all() {
    return queues.values().stream().flatMap(Deque::stream);
  }
}
