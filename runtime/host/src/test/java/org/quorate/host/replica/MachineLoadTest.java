package org.quorate.host.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class MachineLoadTest {
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
    while (MachineLoad.now() < 0.9) {
      Thread.onSpinWait();
    }
    done.set(true);
    for (Thread thread : working) {
      thread.join();
    }
    assertThat(MachineLoad.now()).isBetween(0.0, 1.0);
  }
}
