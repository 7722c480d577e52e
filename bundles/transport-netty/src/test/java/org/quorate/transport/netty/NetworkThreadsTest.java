package org.quorate.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class NetworkThreadsTest {
  /** What a handshake has a helper do goes on in an event loop, which must be there for it. */
  @Test
  void eventLoopsOutliveWhatHelpersAreInTheMidstOf() throws InterruptedException {
    NetworkThreads threads = NetworkThreads.best();
    EventLoop loop = threads.nextLoop();
    Thread closing = new Thread(threads::close);
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> loopGone = new CompletableFuture<>();
    threads
        .helpers()
        .execute(
            () -> {
              begun.countDown();
              while (closing.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
              }
              loopGone.complete(loop.isShuttingDown());
            });
    begun.await();

    closing.start();

    assertThat(loopGone.join()).isFalse();
    closing.join();
    assertThat(loop.isTerminated()).isTrue();
  }
}
