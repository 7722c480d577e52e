package org.quorate.client;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.transport.Link;
import org.quorate.host.configuration.Revocations;
import org.quorate.host.wire.FrameCodec;
import org.quorate.host.wire.ReplicaStatus;
import org.quorate.host.wire.ToClient;
import org.quorate.host.wire.ToReplica;

/** Questions to all replicas outside of the register protocol. Thread-safe. */
final class Administration {
  /** Marks the nonces of these questions; those of operations begin with the number of a loop. */
  static final byte NONCE_MARK = (byte) 0xFF;

  private final FrameCodec<?, ?> frames;
  private final Map<ReplicaId, Link> links;
  private final SecureRandom random = new SecureRandom();
  private final Map<Bytes, Question> questions = new ConcurrentHashMap<>();

  /** A question in flight: its frame, and the answers so far. */
  private record Question(
      Bytes frame, int replicas, Map<ReplicaId, ToClient> answers, CompletableFuture<Void> all) {
    void answer(ReplicaId from, ToClient answer) {
      answers.put(from, answer);
      if (answers.size() == replicas) {
        all.complete(null);
      }
    }
  }

  Administration(FrameCodec<?, ?> frames, Map<ReplicaId, Link> links) {
    this.frames = frames;
    this.links = links;
  }

  CompletionStage<Map<ReplicaId, ReplicaStatus>> status(Duration deadline) {
    return ask(ToReplica.AskStatus::new, deadline)
        .thenApply(
            answers -> {
              Map<ReplicaId, ReplicaStatus> statuses = new TreeMap<>();
              answers.forEach(
                  (replica, answer) -> {
                    if (answer instanceof ToClient.Status status
                        && status.status().replica().equals(replica)) { // nobody else's
                      statuses.put(replica, status.status());
                    }
                  });
              return statuses;
            });
  }

  CompletionStage<List<ReplicaId>> revoke(Revocations revocations, Duration deadline) {
    return ask(nonce -> new ToReplica.Revoke(nonce, revocations), deadline)
        .thenApply(
            answers -> {
              List<ReplicaId> acknowledged = new ArrayList<>();
              answers.forEach(
                  (replica, answer) -> {
                    if (answer instanceof ToClient.Revoked revoked
                        && revoked.version() >= revocations.version()) {
                      acknowledged.add(replica);
                    }
                  });
              return acknowledged.stream().sorted().toList();
            });
  }

  private CompletionStage<Map<ReplicaId, ToClient>> ask(
      Function<Nonce, ToReplica> question, Duration deadline) {
    byte[] id = new byte[Nonce.OPERATION_BYTES];
    random.nextBytes(id);
    id[0] = NONCE_MARK;
    Nonce nonce = Nonce.first(Bytes.wrap(id));
    Question asked =
        new Question(
            frames.encode(question.apply(nonce)),
            links.size(),
            new ConcurrentHashMap<>(),
            new CompletableFuture<>());
    questions.put(nonce.operation(), asked);
    links.values().forEach(link -> link.send(List.of(asked.frame())));
    return asked
        .all()
        .completeOnTimeout(null, deadline.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(
            done -> {
              questions.remove(nonce.operation());
              return Map.copyOf(asked.answers());
            });
  }

  /** A link came up: asks again what it has not answered. */
  void linkUp(ReplicaId replica, Link link) {
    questions.values().stream()
        .filter(question -> !question.answers().containsKey(replica))
        .forEach(question -> link.send(List.of(question.frame())));
  }

  void received(ReplicaId from, Nonce nonce, ToClient answer) {
    Question question = questions.get(nonce.operation());
    if (question != null) {
      question.answer(from, answer);
    }
  }
}
