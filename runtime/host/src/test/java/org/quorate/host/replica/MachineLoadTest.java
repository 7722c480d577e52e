package org.quorate.host.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class MachineLoadTest {
  private static final double HIGH = 0.7;
  private static final long WAIT_NANOS_MAX = 60_000_000_000L;

  @Test
  void isHighWhenEveryProcessorWorks() throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    List<Thread> working = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      Thread thread =
          new Thread(
              () -> {
                while (!done.get()) {
                  Thread.onSpinWait();
                }
              },
              "works");
      working.add(thread);
      thread.start();
    }
    long end = System.nanoTime() + WAIT_NANOS_MAX;
    while (MachineLoad.now() < HIGH && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    double load = MachineLoad.now();
    done.set(true);
    for (Thread thread : working) {
      thread.join();
    }
    assertThat(load).isBetween(HIGH, 1.0);
  }
}
