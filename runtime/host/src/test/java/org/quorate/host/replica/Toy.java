package org.quorate.host.replica;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Access;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.Claim;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.register.RegisterProtocol.Types;
import org.quorate.api.storage.RegisterStore;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.Peer;
import org.quorate.host.codec.MalformedException;
import org.quorate.host.wire.FrameCodec;
import org.quorate.host.wire.ToClient;

/** A protocol, a store and a link as small as they can be, to see what a loop does with them. */
final class Toy implements ReplicaMachine<Toy.Counter, Toy.Ask, Toy.Answer> {
  static final ClientId ALICE = ClientId.of("alice", Bytes.utf8("key"));
  static final Types<Counter, Ask, Answer, Counter> TYPES =
      new Types<>(Counter.class, Ask.class, Answer.class, Counter.class);

  record Counter(long count) {}

  sealed interface Ask extends Request {}

  record Count(Nonce nonce) implements Ask {}

  record Look(Nonce nonce) implements Ask {}

  /** A look that claims to be signed. */
  record SignedLook(Nonce nonce) implements Ask {
    @Override
    public List<Claim> claims(Scope scope) {
      return List.of(
          new Claim.Signed(ALICE, Bytes.utf8("key"), Bytes.EMPTY, Bytes.utf8("signature")));
    }
  }

  /** A count that its sender has sealed, for one register. */
  record SealedCount(Nonce nonce, Bytes seal) implements Ask {
    @Override
    public List<Claim> claims(Scope scope) {
      return List.of(new Claim.Signed(ALICE, Bytes.utf8("key"), payload(scope.key()), seal));
    }

    static Bytes payload(Key key) {
      return Bytes.utf8(key.name());
    }
  }

  /** What this protocol has a fault on. */
  record Stumble(Nonce nonce) implements Ask {}

  sealed interface Answer extends Reply {}

  record Counted(Nonce nonce, long count) implements Answer {}

  @Override
  public Counter initial(Key key) {
    return new Counter(0);
  }

  @Override
  public Step<Counter, Answer> step(Counter state, Arrival<Ask> arrival) {
    Ask ask = arrival.request().message();
    if (ask instanceof SealedCount) {
      Counter next = new Counter(state.count() + 1);
      return Step.reply(next, new Counted(ask.nonce(), next.count()));
    }
    if (ask instanceof Count count) {
      Counter next = new Counter(state.count() + 1);
      Version version =
          new Version(Timestamp.GENESIS.successor(ALICE), Value.of(Bytes.utf8("v")).hash());
      return Step.attest(
          next,
          new Counted(count.nonce(), next.count()),
          new Statement(Statement.Kind.WRITTEN, arrival.scope(), version));
    }
    if (ask instanceof Look || ask instanceof SignedLook) {
      return Step.reply(state, new Counted(ask.nonce(), state.count()));
    }
    throw new IllegalStateException("a fault of the protocol");
  }

  /** Everybody may do everything. */
  record Everybody() implements Access {
    @Override
    public boolean isRevoked(ClientId client) {
      return false;
    }

    @Override
    public boolean mayRead(ClientId client, Key key) {
      return true;
    }

    @Override
    public boolean mayWrite(ClientId client, Key key) {
      return true;
    }
  }

  /** Takes changes or does not, as it is told. */
  static final class Store implements RegisterStore {
    private final Map<Key, Map<String, Bytes>> items = new HashMap<>();
    volatile boolean failing;
    volatile boolean unreadable;

    @Override
    public synchronized Map<String, Bytes> read(Key key) throws IOException {
      if (unreadable) {
        throw new IOException("too many open files");
      }
      return Map.copyOf(items.getOrDefault(key, Map.of()));
    }

    @Override
    public synchronized void commit(List<Change> changes) throws IOException {
      if (failing) {
        throw new IOException("the disk is full");
      }
      changes.forEach(
          change ->
              items
                  .computeIfAbsent(change.key(), key -> new HashMap<>())
                  .put(change.item(), change.content()));
    }

    @Override
    public List<Key> keys(@Nullable Key after, int limit) {
      throw new UnsupportedOperationException("no loop asks for keys");
    }

    @Override
    public void close() {}
  }

  /** Keeps what was sent. */
  static final class Sent implements Link {
    private final FrameCodec<Ask, Answer> frames;
    private final BlockingQueue<ToClient> sent = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    Sent(FrameCodec<Ask, Answer> frames) {
      this.frames = frames;
    }

    /** The next frame, for which it waits. */
    ToClient next() throws InterruptedException {
      ToClient frame = sent.poll(30, TimeUnit.SECONDS);
      if (frame == null) {
        throw new AssertionError("nothing was sent");
      }
      return frame;
    }

    @Override
    public boolean send(List<Bytes> all) {
      List<ToClient> decoded = new ArrayList<>();
      for (Bytes frame : all) {
        try {
          decoded.add(frames.decodeToClient(frame));
        } catch (MalformedException e) {
          throw new AssertionError(e);
        }
      }
      return sent.addAll(decoded);
    }

    @Override
    public Peer peer() {
      return new Peer.Client(ALICE);
    }

    @Override
    public void setReading(boolean reading) {}

    @Override
    public void close(String reason) {
      closed = true;
    }

    boolean isClosed() {
      return closed;
    }
  }
}
