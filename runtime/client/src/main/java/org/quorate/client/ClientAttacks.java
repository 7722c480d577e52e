package org.quorate.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ClientAdversary.HonestWrites;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Value;
import org.quorate.api.register.OperationResult;
import org.quorate.host.codec.MalformedException;

/** Bends this client's honest writes. Thread-safe. */
final class ClientAttacks<Q extends Request, A extends Reply, J> implements Attacks {
  private final ClientParts<Q, A, J> parts;
  private final Begin<Q, A, J> begin;
  private final List<Left<Q>> left = new CopyOnWriteArrayList<>();

  private record Left<Q>(Key key, Q request) {}

  /** Starts an operation as the client's loop starts all. */
  @FunctionalInterface
  interface Begin<Q extends Request, A extends Reply, J> {
    CompletionStage<OperationResult> begin(
        Key key, Duration deadline, LoopEvent.Maker<Q, A, J> maker);
  }

  ClientAttacks(ClientParts<Q, A, J> parts, Begin<Q, A, J> begin) {
    this.parts = parts;
    this.begin = begin;
  }

  @Override
  public CompletionStage<OperationResult> attack(
      ClientAdversary adversary, Key key, List<Value> values, long seed, Duration deadline) {
    ReplicaSet replicas = ReplicaSet.firstOf(parts.descriptor().replicas());
    return begin.begin(
        key,
        deadline,
        (nonce, known) -> adversary.attack(new Writes(key, values, nonce, known), replicas, seed));
  }

  @Override
  public List<SharedRequest> shared() {
    return left.stream()
        .map(
            one ->
                new SharedRequest(
                    one.key(),
                    parts.journalCodec().encode(parts.protocol().types().request(), one.request())))
        .toList();
  }

  @Override
  public void take(SharedRequest request) {
    try {
      Q decoded =
          parts.journalCodec().decode(parts.protocol().types().request(), request.request());
      left.add(new Left<>(request.key(), decoded));
    } catch (MalformedException e) {
      throw new IllegalArgumentException(
          "not a request of the protocol " + parts.protocol().name() + ": " + e.getMessage(), e);
    }
  }

  private final class Writes implements HonestWrites<Q, A, J> {
    private final Key key;
    private final List<Value> values;
    private final Nonce nonce;
    private final @Nullable J journal;

    Writes(Key key, List<Value> values, Nonce nonce, @Nullable J journal) {
      this.key = key;
      this.values = values;
      this.nonce = nonce;
      this.journal = journal;
    }

    @Override
    public ClientOperation<Q, A, J> write(Value value) {
      return parts.protocol().write(parts.setting(key, journal), nonce, value);
    }

    @Override
    public List<Value> values() {
      return values;
    }

    @Override
    public void share(Q request) {
      left.add(new Left<>(key, request));
    }

    @Override
    public List<Q> shared() {
      return left.stream().filter(one -> one.key().equals(key)).map(Left::request).toList();
    }
  }
}
