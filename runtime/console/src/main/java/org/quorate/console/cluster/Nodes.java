package org.quorate.console.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.quorate.api.model.ReplicaId;
import org.quorate.client.QuorateClient;
import org.quorate.host.wire.ReplicaStatus;

/** What the replicas say of themselves, until they say what somebody waits for. */
public final class Nodes {
  private static final Duration ANSWER = Duration.ofSeconds(3);
  private static final long ASK_AGAIN_MILLIS = 20;

  private final QuorateClient operator;

  public Nodes(QuorateClient operator) {
    this.operator = operator;
  }

  /** The answers of those replicas that answer. */
  public Map<ReplicaId, ReplicaStatus> ask() {
    return new TreeMap<>(operator.status(ANSWER).toCompletableFuture().join());
  }

  /**
   * Asks again and again, until all replicas that answer are as {@code wanted}, or the time is
   * over; returns their last answers.
   */
  public Map<ReplicaId, ReplicaStatus> await(Predicate<ReplicaStatus> wanted, long millisMax) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millisMax);
    while (true) {
      Map<ReplicaId, ReplicaStatus> answers = ask();
      if (answers.values().stream().allMatch(wanted) || System.nanoTime() > end) {
        return answers;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return answers;
      }
    }
  }
}
