package org.quorate.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.transport.Link;
import org.quorate.client.LookAround.Look;
import org.quorate.client.LookAround.Nothing;
import org.quorate.client.LookAround.Shown;
import org.quorate.client.LoopEvent.Begin;
import org.quorate.client.LoopEvent.Kind;
import org.quorate.conformance.lab.ThresholdQuorums;
import org.quorate.host.codec.MalformedException;
import org.quorate.host.codec.RecordCodec;
import org.quorate.host.composition.Part;
import org.quorate.host.composition.Variant;
import org.quorate.host.configuration.BundlePolicy;
import org.quorate.host.configuration.Descriptor;
import org.quorate.host.configuration.Limits;
import org.quorate.host.configuration.Member;
import org.quorate.host.wire.FrameCodec;
import org.quorate.host.wire.ToClient;
import org.quorate.host.wire.ToReplica;

/** A client with its event loop, four replicas that are played by hand, and no network. */
final class AskingClient implements AutoCloseable {
  static final int REPLICAS = 4;
  private static final ClientId ALICE = ClientId.of("alice", Bytes.utf8("key"));
  private static final Key ANOTHER_KEY = new Key("another");

  final FrameCodec<Look, Shown> frames = new FrameCodec<>(LookAround.TYPES, 1 << 16);

  /** Whether any seal will do. */
  volatile boolean isCredulous;

  private final QuorumSystem quorums = new ThresholdQuorums(REPLICAS, 1, QuorumKind.DISSEMINATION);
  private final Map<ReplicaId, Link> links = Asked.replicas(frames, REPLICAS);
  private final AtomicInteger operations = new AtomicInteger();
  private final OperationLoop<Look, Shown, Nothing> loop =
      new OperationLoop<>(
          new ClientParts<>(
              ALICE,
              Bytes.EMPTY,
              Bytes.EMPTY,
              descriptor(),
              quorums,
              null,
              frames,
              null,
              null,
              claims ->
                  claims.stream()
                      .map(
                          claim ->
                              isCredulous || LookAround.ShowIt.IS_SEALED.test(claim)
                                  ? null
                                  : "not sealed for this register")
                      .toList(),
              null),
          new Journal<>(new Toy.Store(), RecordCodec.cbor(1 << 16), Nothing.class),
          new Outbox(links),
          new Unconnected(List.of()),
          () -> Bytes.utf8("operation %06d".formatted(operations.incrementAndGet())),
          key -> true);
  private final Thread thread = new Thread(loop, "loop under test");

  AskingClient() {
    thread.start();
  }

  private static Descriptor descriptor() {
    List<Member> members = new ArrayList<>();
    for (int number = 1; number <= REPLICAS; number++) {
      members.add(new Member(new ReplicaId(number), "localhost", number));
    }
    Part any = Part.named("any");
    return new Descriptor(
        Bytes.utf8("0123456789abcdef"),
        Epoch.FIRST,
        null,
        1,
        members,
        new Variant("toy", any, any, null, any, any, any, null, null, null),
        null,
        Bytes.utf8("ca"),
        List.of(Bytes.utf8("administrator")),
        1,
        List.of(),
        Limits.DEFAULT,
        BundlePolicy.DEVELOPMENT);
  }

  /** A read that has begun. */
  record Reading(Begin<Look, Shown, Nothing> begin, Nonce nonce) {
    /** What was read; why it failed, if it did. */
    String end() {
      try {
        return begin
            .result
            .orTimeout(30, TimeUnit.SECONDS)
            .thenApply(result -> String.valueOf(result.value().content().toUtf8()))
            .join();
      } catch (CompletionException e) {
        return "failed: " + e.getCause().getMessage();
      }
    }
  }

  Reading read(Key key) {
    Begin<Look, Shown, Nothing> begin =
        new Begin<>(
            Kind.READ, key, (nonce, known) -> LookAround.at(quorums, nonce), Long.MAX_VALUE);
    loop.add(begin);
    Nonce asked = null;
    for (Link link : links.values()) {
      ToReplica.Operate frame = (ToReplica.Operate) ((Asked) link).next();
      try {
        asked = frames.decodeRequest(frame.request()).nonce();
      } catch (MalformedException e) {
        throw new IllegalStateException(e);
      }
    }
    return new Reading(begin, asked);
  }

  void receive(int replica, ToClient frame) {
    loop.add(new LoopEvent.Received<>(new ReplicaId(replica), frame));
  }

  /** Whatever was received is done with: what begins after it has asked. */
  void awaitReceived() {
    read(ANOTHER_KEY);
  }

  ToClient.Answer answer(Nonce nonce, Key key, String content) {
    return new ToClient.Answer(
        key, frames.encodeReply(LookAround.ShowIt.of(nonce, key, content)), null);
  }

  @Override
  public void close() {
    loop.add(new LoopEvent.Stop<>());
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
