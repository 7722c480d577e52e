package org.quorate.transport.local;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs its tasks one after the other, in order, on threads that it shares with other strands. */
final class Strand implements Executor {
  /** Then others have their turn. */
  private static final int TASKS_PER_TURN = 64;

  private final Executor threads;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  /** Tasks that were given and have not ended; who raises it from zero starts a turn. */
  private final AtomicInteger pending = new AtomicInteger();

  Strand(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    if (pending.getAndIncrement() == 0) {
      handOver();
    }
  }

  private void turn() {
    for (int done = 1; ; done++) {
      boolean returned = false;
      try {
        tasks.remove().run();
        returned = true;
      } finally {
        if (!returned && pending.decrementAndGet() > 0) {
          handOver(); // the exception ends this thread's turn, not the strand
        }
      }
      if (pending.decrementAndGet() == 0 || (done >= TASKS_PER_TURN && handOver())) {
        return;
      }
    }
  }

  /** False when the threads are ending: a turn then goes on to its last task. */
  private boolean handOver() {
    try {
      threads.execute(this::turn);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }
}
