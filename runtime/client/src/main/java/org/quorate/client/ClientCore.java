package org.quorate.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Value;
import org.quorate.api.register.OperationResult;
import org.quorate.api.register.Register;
import org.quorate.api.register.RegisterException;
import org.quorate.api.register.RegisterException.Reason;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.storage.RegisterStore;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.LinkHandler;
import org.quorate.api.transport.Peer;
import org.quorate.api.transport.Transport;
import org.quorate.api.transport.TransportLimits;
import org.quorate.client.LoopEvent.Begin;
import org.quorate.client.LoopEvent.Kind;
import org.quorate.client.LoopEvent.Maker;
import org.quorate.host.codec.MalformedException;
import org.quorate.host.composition.Composition;
import org.quorate.host.configuration.ClientFolder;
import org.quorate.host.configuration.Descriptor;
import org.quorate.host.configuration.Limits;
import org.quorate.host.configuration.Member;
import org.quorate.host.configuration.OwnIdentity;
import org.quorate.host.identity.ClusterAuthenticator;
import org.quorate.host.wire.ToClient;

/** The links, the loops and the journal of one client. */
final class ClientCore<Q extends Request, A extends Reply, J> implements LinkHandler {
  private static final System.Logger LOG = System.getLogger(ClientCore.class.getName());
  private static final long STOP_MILLIS_MAX = 10_000;
  private static final Duration FOR_EVER = Duration.ofDays(100 * 365);

  private final ClientParts<Q, A, J> parts;
  private final RegisterStore journal;
  private final Map<ReplicaId, Link> links = new TreeMap<>();
  private final List<OperationLoop<Q, A, J>> loops = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Administration administration;
  private final Attacks attacks;
  private final Unconnected unconnected;
  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();

  private ClientCore(ClientParts<Q, A, J> parts, RegisterStore journal) {
    this.parts = parts;
    this.journal = journal;
    this.administration = new Administration(parts.frames(), links);
    this.attacks =
        new ClientAttacks<>(
            parts, (key, deadline, maker) -> begin(Kind.ATTACK, key, deadline, maker));
    this.unconnected = new Unconnected(parts.descriptor().members());
  }

  static <Q extends Request, A extends Reply, J> ClientCore<Q, A, J> start(
      ClientFolder folder,
      OwnIdentity own,
      Descriptor descriptor,
      Composition composition,
      RegisterProtocol<?, Q, A, J> protocol)
      throws IOException {
    ClientParts<Q, A, J> parts = ClientParts.of(folder, own, descriptor, composition, protocol);
    RegisterStore journal = composition.openStore(folder.journal());
    ClientCore<Q, A, J> core = new ClientCore<>(parts, journal);
    core.startLoops();
    try {
      core.connect(own, composition.transport());
    } catch (RuntimeException e) {
      core.close();
      throw e;
    }
    core.loops.forEach(loop -> loop.add(new LoopEvent.Scan<>(null)));
    return core;
  }

  private void startLoops() {
    int count = Math.min(Runtime.getRuntime().availableProcessors(), Byte.MAX_VALUE);
    for (int i = 0; i < count; i++) {
      int index = i;
      OperationLoop<Q, A, J> loop =
          new OperationLoop<>(
              parts,
              new Journal<>(journal, parts.journalCodec(), parts.protocol().types().journal()),
              new Outbox(links),
              unconnected,
              () -> operationId(index),
              key -> indexOf(key) == index);
      loops.add(loop);
      threads.add(new Thread(loop, "quorate-" + parts.self() + "-loop-" + i));
    }
  }

  /** Links first, then loops: those send on them. */
  private void connect(OwnIdentity own, Transport transport) {
    Descriptor descriptor = parts.descriptor();
    TransportLimits defaults = TransportLimits.DEFAULT;
    Transport.End end =
        new Transport.End(
            own.credentials(),
            new ClusterAuthenticator(descriptor.cluster()),
            this,
            new TransportLimits(
                descriptor.limits().frameBytesMax(),
                defaults.connectionsMax(),
                defaults.connectionsPerPeerMax(),
                defaults.queuedBytesMax(),
                defaults.heldBytesMax(),
                defaults.handshakeMillis(),
                defaults.frameMillis()),
            descriptor.variant().transport().options());
    for (Member member : descriptor.members()) {
      links.put(
          member.id(),
          transport.connect(
              new InetSocketAddress(member.host(), member.port()),
              new Peer.Replica(member.id()),
              end));
    }
    threads.forEach(Thread::start);
  }

  ClientId id() {
    return parts.self();
  }

  Descriptor descriptor() {
    return parts.descriptor();
  }

  Administration administration() {
    return administration;
  }

  Duration defaultDeadline() {
    return Duration.ofMillis(parts.descriptor().limits().operationMillisMax());
  }

  Register register(Key key, Duration deadline) {
    return new ClientRegister(key, deadline);
  }

  void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    loops.forEach(loop -> loop.add(new LoopEvent.Stop<>()));
    for (Thread thread : threads) {
      try {
        thread.join(STOP_MILLIS_MAX);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    links.values().forEach(link -> link.close("the client was closed"));
    try {
      journal.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, parts.self() + ": cannot close the journal", e);
    }
  }

  private Bytes operationId(int loop) {
    byte[] id = new byte[Nonce.OPERATION_BYTES];
    random.nextBytes(id);
    id[0] = (byte) loop;
    return Bytes.wrap(id);
  }

  private int indexOf(Key key) {
    return Math.floorMod(key.hashCode(), loops.size());
  }

  /** Of a deadline that is for ever, to whoever sets it, as many as can be added to a time. */
  private static long nanosOf(Duration deadline) {
    return deadline.compareTo(FOR_EVER) < 0 ? deadline.toNanos() : FOR_EVER.toNanos();
  }

  private CompletableFuture<OperationResult> begin(
      Kind kind, Key key, Duration deadline, Maker<Q, A, J> maker) {
    if (closed.get()) {
      return failed(Reason.CLOSED, "the client is closed");
    }
    int max = parts.descriptor().limits().operationsPerClientMax();
    if (inFlight.getAndIncrement() >= max) {
      inFlight.decrementAndGet();
      return failed(
          Reason.LIMIT,
          "this client has " + max + " operations in flight already, which is its limit");
    }
    Begin<Q, A, J> begin = new Begin<>(kind, key, maker, System.nanoTime() + nanosOf(deadline));
    OperationLoop<Q, A, J> loop = loops.get(indexOf(key));
    CompletableFuture<OperationResult> result = begin.result;
    var unused =
        result.whenComplete(
            (done, failure) -> {
              inFlight.decrementAndGet();
              if (result.isCancelled()) {
                loop.add(new LoopEvent.Cancel<>(begin));
              }
            });
    loop.add(begin);
    return result;
  }

  private static CompletableFuture<OperationResult> failed(Reason reason, String message) {
    return CompletableFuture.failedFuture(new RegisterException(reason, message));
  }

  @Override
  public void opened(Link link) {
    if (link.peer() instanceof Peer.Replica replica) {
      unconnected.opened(replica.id());
      loops.forEach(loop -> loop.add(new LoopEvent.LinkUp<>(replica.id())));
      administration.linkUp(replica.id(), link);
    }
  }

  @Override
  public void closed(Link link, String reason) {
    LOG.log(
        System.Logger.Level.DEBUG,
        "{0}: the link to {1} is down: {2}",
        parts.self(),
        link.peer(),
        reason);
  }

  @Override
  public void refused(String remoteAddress, String reason) {
    unconnected.refused(remoteAddress, reason);
    LOG.log(
        System.Logger.Level.DEBUG,
        "{0}: no connection to {1}: {2}",
        parts.self(),
        remoteAddress,
        reason);
  }

  @Override
  public void received(Link link, Bytes frame) {
    if (!(link.peer() instanceof Peer.Replica replica)) {
      return;
    }
    try {
      dispatch(replica.id(), parts.frames().decodeToClient(frame));
    } catch (MalformedException e) {
      LOG.log(
          System.Logger.Level.INFO,
          "{0}: ignored a frame of {1}: {2}",
          parts.self(),
          replica.id(),
          e.getMessage());
    }
  }

  private void dispatch(ReplicaId from, ToClient frame) {
    if (frame instanceof ToClient.Answer answer) {
      loops.get(indexOf(answer.key())).add(new LoopEvent.Received<>(from, frame));
    } else if (frame instanceof ToClient.Refuse refuse) {
      byte mark = refuse.nonce().operation().at(0);
      if (mark == Administration.NONCE_MARK) {
        administration.received(from, refuse.nonce(), refuse);
      } else if (mark >= 0 && mark < loops.size()) {
        loops.get(mark).add(new LoopEvent.Received<>(from, frame));
      }
    } else if (frame instanceof ToClient.Status status) {
      administration.received(from, status.nonce(), status);
    } else if (frame instanceof ToClient.Revoked revoked) {
      administration.received(from, revoked.nonce(), revoked);
    }
  }

  Attacks attacks() {
    return attacks;
  }

  private final class ClientRegister implements Register {
    private final Key key;
    private final Duration deadline;

    ClientRegister(Key key, Duration deadline) {
      this.key = key;
      this.deadline = deadline;
    }

    @Override
    public Key key() {
      return key;
    }

    @Override
    public CompletionStage<OperationResult> readAsync() {
      return begin(
          Kind.READ,
          key,
          deadline,
          (nonce, known) -> parts.protocol().read(parts.setting(key, known), nonce));
    }

    @Override
    public CompletionStage<OperationResult> writeAsync(Bytes value) {
      Limits limits = parts.descriptor().limits();
      if (value.length() > limits.valueBytesMax()) {
        return failed(
            Reason.LIMIT,
            "the value has "
                + value.length()
                + " bytes; the limit of this cluster is "
                + limits.valueBytesMax());
      }
      return begin(
          Kind.WRITE,
          key,
          deadline,
          (nonce, known) ->
              parts.protocol().write(parts.setting(key, known), nonce, Value.of(value)));
    }

    @Override
    public OperationResult read() throws InterruptedException {
      return await(readAsync());
    }

    @Override
    public OperationResult write(Bytes value) throws InterruptedException {
      return await(writeAsync(value));
    }

    private OperationResult await(CompletionStage<OperationResult> stage)
        throws InterruptedException {
      try {
        return stage.toCompletableFuture().get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RegisterException failure) {
          throw failure;
        }
        throw new CompletionException(e.getCause());
      }
    }
  }
}
