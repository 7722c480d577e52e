package org.quorate.client;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Claim;
import org.quorate.api.machine.ClaimVerifier;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.Guarantee;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.register.Requirements;
import org.quorate.api.storage.RegisterStore;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.Peer;
import org.quorate.host.codec.RecordCodec;
import org.quorate.host.configuration.BundlePolicy;
import org.quorate.host.configuration.Descriptor;
import org.quorate.host.configuration.Limits;
import org.quorate.host.wire.FrameCodec;

/**
 * A protocol and a store as small as they can be, to see what a client does with operations: those
 * are what a test says they are.
 */
final class Toy implements RegisterProtocol<Toy.Memory, Toy.Ask, Toy.Answer, Toy.Memory> {
  static final ClientId ALICE = ClientId.of("alice", Bytes.utf8("key"));
  static final Types<Memory, Ask, Answer, Memory> TYPES =
      new Types<>(Memory.class, Ask.class, Answer.class, Memory.class);

  /** What this protocol has a fault on. */
  static final Memory STRANGE = new Memory("strange");

  private static final int FRAME_BYTES_MAX = 1 << 20;

  /** What {@link #resume} finds unfinished, if the journal has this. */
  private final Map<Memory, ClientOperation<Ask, Answer, Memory>> unfinished;

  record Memory(String text) {}

  sealed interface Ask extends Request {}

  record Question(Nonce nonce) implements Ask {}

  sealed interface Answer extends Reply {}

  record Yes(Nonce nonce) implements Answer {}

  /** An answer that claims to be signed. */
  record SignedYes(Nonce nonce) implements Answer {
    @Override
    public List<Claim> claims(Scope scope) {
      return List.of(
          new Claim.Signed(ALICE, Bytes.utf8("key"), Bytes.EMPTY, Bytes.utf8("signature")));
    }
  }

  Toy(Map<Memory, ClientOperation<Ask, Answer, Memory>> unfinished) {
    this.unfinished = unfinished;
  }

  /** What a loop is given; without replicas, quorums and keys. */
  ClientParts<Ask, Answer, Memory> parts(ClaimVerifier claims) {
    return new ClientParts<>(
        ALICE,
        Bytes.EMPTY,
        Bytes.EMPTY,
        descriptor(),
        null,
        this,
        new FrameCodec<>(TYPES, FRAME_BYTES_MAX),
        RecordCodec.cbor(FRAME_BYTES_MAX),
        null,
        claims,
        null);
  }

  private static Descriptor descriptor() {
    return new Descriptor(
        Bytes.wrap(new byte[Descriptor.CLUSTER_BYTES]),
        Epoch.FIRST,
        null,
        0,
        List.of(),
        null,
        null,
        Bytes.EMPTY,
        List.of(Bytes.EMPTY),
        1,
        List.of(),
        Limits.DEFAULT,
        BundlePolicy.DEVELOPMENT);
  }

  /** An operation of which a test says what it does on an input. */
  record Scripted(BiFunction<Scripted, Input<Answer>, ClientStep<Ask, Answer, Memory>> script)
      implements ClientOperation<Ask, Answer, Memory> {
    @Override
    public ClientStep<Ask, Answer, Memory> step(Input<Answer> input) {
      return script.apply(this, input);
    }

    @Override
    public String progress() {
      return "as scripted";
    }
  }

  /** Asks {@code replica}, and returns when that has answered. */
  static Scripted asking(Nonce nonce, ReplicaId replica) {
    return new Scripted(
        (self, input) ->
            input instanceof Input.Answered
                ? ClientStep.to(self).returning(Version.GENESIS, Value.ABSENT)
                : input instanceof Input.Started ? ask(self, nonce, replica) : ClientStep.to(self));
  }

  static ClientStep<Ask, Answer, Memory> ask(Scripted self, Nonce nonce, ReplicaId replica) {
    return ClientStep.<Ask, Answer, Memory>to(self)
        .asking(
            new org.quorate.api.machine.Ask<>(
                ReplicaSet.of(replica.number()), new Question(nonce)));
  }

  @Override
  public Types<Memory, Ask, Answer, Memory> types() {
    return TYPES;
  }

  @Override
  public @Nullable ClientOperation<Ask, Answer, Memory> resume(
      ClientSetting<Memory> setting, Nonce nonce) {
    if (STRANGE.equals(setting.journal())) {
      throw new IllegalStateException("on what is remembered");
    }
    return setting.journal() == null ? null : unfinished.get(setting.journal());
  }

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public Requirements requirements() {
    throw new UnsupportedOperationException("nobody composes it");
  }

  @Override
  public Guarantee guarantee() {
    throw new UnsupportedOperationException("nobody composes it");
  }

  @Override
  public ReplicaMachine<Memory, Ask, Answer> replica(ReplicaId self, QuorumSystem quorums) {
    throw new UnsupportedOperationException("there are no replicas");
  }

  @Override
  public ClientOperation<Ask, Answer, Memory> read(ClientSetting<Memory> setting, Nonce nonce) {
    throw new UnsupportedOperationException("operations are scripted");
  }

  @Override
  public ClientOperation<Ask, Answer, Memory> write(
      ClientSetting<Memory> setting, Nonce nonce, Value value) {
    throw new UnsupportedOperationException("operations are scripted");
  }

  /** Keeps what is committed, or fails as it is told. */
  static final class Store implements RegisterStore {
    private final Map<Key, Map<String, Bytes>> items = new TreeMap<>();
    boolean reading = true;
    boolean committing = true;
    boolean broken;

    private void mayRead() throws IOException {
      if (!reading) {
        throw new IOException("too many open files");
      }
    }

    @Override
    public Map<String, Bytes> read(Key key) throws IOException {
      mayRead();
      return items.getOrDefault(key, Map.of());
    }

    @Override
    public void commit(List<Change> changes) throws IOException {
      if (broken) {
        throw new IllegalStateException("a fault of the store");
      }
      if (!committing) {
        throw new IOException("the disk is full");
      }
      changes.forEach(change -> items.put(change.key(), Map.of(change.item(), change.content())));
    }

    @Override
    public List<Key> keys(@Nullable Key after, int limit) throws IOException {
      mayRead();
      return items.keySet().stream()
          .filter(key -> after == null || key.compareTo(after) > 0)
          .limit(limit)
          .toList();
    }

    @Override
    public void close() {}
  }

  /** A link that keeps what is sent. */
  record Wire(List<Bytes> sent) implements Link {
    @Override
    public boolean send(List<Bytes> frames) {
      return sent.addAll(frames);
    }

    @Override
    public Peer peer() {
      return new Peer.Replica(new ReplicaId(1));
    }

    @Override
    public void setReading(boolean reading) {}

    @Override
    public void close(String reason) {}
  }
}
