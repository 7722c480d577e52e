package org.quorate.console.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.Value;
import org.quorate.api.register.RegisterException;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.LinkHandler;
import org.quorate.api.transport.Peer;
import org.quorate.api.transport.Transport;
import org.quorate.api.transport.TransportLimits;
import org.quorate.client.Attacks.SharedRequest;
import org.quorate.client.QuorateClient;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.host.codec.MalformedException;
import org.quorate.host.composition.Composition;
import org.quorate.host.configuration.ClientFolder;
import org.quorate.host.configuration.Descriptor;
import org.quorate.host.configuration.Member;
import org.quorate.host.configuration.OwnIdentity;
import org.quorate.host.identity.ClusterAuthenticator;
import org.quorate.host.parts.Parts;
import org.quorate.host.wire.FrameCodec;
import org.quorate.host.wire.ToClient;
import org.quorate.host.wire.ToReplica;

/**
 * A client that sends last phases of its own writes to all replicas, again and again, as fast as
 * they are read; as they are, or with other bytes each time in the midst of their certificates.
 */
final class Flooder implements LinkHandler, AutoCloseable {
  /** So many that most event loops of a replica get some. */
  private static final int REGISTERS = 8;

  private static final int BATCH = 64;
  private static final long PAUSE_NANOS = 5_000_000;

  /** So little that this process need not hold what replicas do not read. */
  private static final int QUEUED_BYTES_MAX = 256 << 10;

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final String SHARES_ITS_LAST_PHASE = "lurking";

  private final Descriptor descriptor;
  private final FrameCodec<?, ?> frames;
  private final List<SharedRequest> requests;
  private final boolean isValid;
  private final List<Link> links = new ArrayList<>();
  private final Set<Peer> up = ConcurrentHashMap.newKeySet();

  /** To whom at least once no more could be sent. */
  private final Set<Peer> full = ConcurrentHashMap.newKeySet();

  private final Map<Peer, LongAdder> answered = new ConcurrentHashMap<>();
  private final LongAdder foundFalse = new LongAdder();
  private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean going = true;
  private long made;

  private Flooder(
      Descriptor descriptor, FrameCodec<?, ?> frames, List<SharedRequest> requests, boolean valid) {
    this.descriptor = descriptor;
    this.frames = frames;
    this.requests = requests;
    this.isValid = valid;
    this.thread = new Thread(this::flood, "flood");
  }

  /**
   * The requests that {@code client} will flood with: it prepares some writes and does not carry
   * them out.
   *
   * @throws IOException if the client cannot be opened or can prepare no write
   */
  static List<SharedRequest> prepare(ClientFolder client, Parts parts) throws IOException {
    ClientAdversary cheat =
        parts.lease(ClientAdversary.class, SHARES_ITS_LAST_PHASE).call(found -> found);
    try (QuorateClient opened = QuorateClient.open(client.path(), parts)) {
      for (int i = 0; i < REGISTERS; i++) {
        String name = opened.id().name() + "." + i;
        List<Value> values =
            List.of(Value.of(Bytes.utf8(name + ".one")), Value.of(Bytes.utf8(name + ".other")));
        try {
          opened
              .attacks()
              .attack(cheat, new Key("flood/" + name), values, i, DEADLINE)
              .toCompletableFuture()
              .join();
        } catch (CompletionException e) {
          // By intention: it ends without an outcome when it has what it wants, or soon after.
          if (!(e.getCause() instanceof RegisterException)) {
            throw e;
          }
        }
      }
      List<SharedRequest> requests = opened.attacks().shared();
      if (requests.isEmpty()) {
        throw new IOException(opened.id().name() + " could not prepare anything to flood with");
      }
      return requests;
    }
  }

  /** Connects and begins. */
  static Flooder start(
      ClusterFolder cluster, String name, List<SharedRequest> requests, boolean valid, Parts parts)
      throws IOException {
    Descriptor descriptor = cluster.descriptor();
    Composition composition =
        Composition.of(descriptor.variant(), descriptor.replicas(), descriptor.faults(), parts);
    ClientFolder folder = cluster.client(name);
    OwnIdentity own = OwnIdentity.read(folder.certificate(), folder.privateKey(), descriptor);
    Flooder flooder =
        new Flooder(
            descriptor,
            codec(composition.protocol(), descriptor.limits().frameBytesMax()),
            requests,
            valid);
    flooder.connect(own, composition.transport());
    flooder.thread.start();
    return flooder;
  }

  private static <Q extends Request, A extends Reply> FrameCodec<Q, A> codec(
      RegisterProtocol<?, Q, A, ?> protocol, int frameBytesMax) {
    return new FrameCodec<>(protocol.types(), frameBytesMax);
  }

  private void connect(OwnIdentity own, Transport transport) {
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
                QUEUED_BYTES_MAX,
                defaults.heldBytesMax(),
                defaults.handshakeMillis(),
                defaults.frameMillis()),
            descriptor.variant().transport().options());
    for (Member member : descriptor.members()) {
      links.add(
          transport.connect(
              new InetSocketAddress(member.host(), member.port()),
              new Peer.Replica(member.id()),
              end));
    }
  }

  private void flood() {
    List<Bytes> batch = batch();
    while (going) {
      boolean taken = false;
      for (Link link : links) {
        if (up.contains(link.peer())) {
          if (link.send(batch)) {
            batch = batch();
            taken = true;
          } else {
            full.add(link.peer());
          }
        }
      }
      if (!taken) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private List<Bytes> batch() {
    List<Bytes> batch = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      SharedRequest one = requests.get(i % requests.size());
      Bytes request = isValid ? one.request() : changed(one.request(), made++);
      batch.add(frames.encode(new ToReplica.Operate(descriptor.epoch(), one.key(), request)));
    }
    return batch;
  }

  /** The certificate is most of a small write; no two are changed alike. */
  private static Bytes changed(Bytes request, long number) {
    byte[] bytes = request.toByteArray();
    ByteBuffer.wrap(bytes).putLong(bytes.length / 2, ~number);
    return Bytes.wrap(bytes);
  }

  /** Whether each replica has answered some of it, and did not read for a while what came then. */
  boolean isHeldBack() {
    return links.stream()
        .map(Link::peer)
        .allMatch(replica -> full.contains(replica) && answeredBy(replica).sum() > 0);
  }

  /** Requests that a replica took up and answered or refused. */
  long answered() {
    return answered.values().stream().mapToLong(LongAdder::sum).sum();
  }

  private LongAdder answeredBy(Peer replica) {
    return answered.computeIfAbsent(replica, peer -> new LongAdder());
  }

  /** Of these, those refused because a claim of them was false; maybe of some more. */
  long foundFalse() {
    return foundFalse.sum();
  }

  /** What went wrong with the flood itself; null for nothing. */
  @Nullable String failure() {
    return failure.get();
  }

  @Override
  public void opened(Link link) {
    up.add(link.peer());
  }

  @Override
  public void received(Link link, Bytes frame) {
    try {
      if (frames.decodeToClient(frame) instanceof ToClient.Refuse refuse
          && refuse.refusal().rule().equals("CLAIM")) {
        foundFalse.increment();
      }
    } catch (MalformedException e) {
      failure.set("a replica's answer is " + e.getMessage());
    }
    answeredBy(link.peer()).increment();
  }

  @Override
  public void closed(Link link, String reason) {
    if (going) {
      failure.set("a link of the flood is down: " + reason);
    }
  }

  @Override
  public void refused(String remoteAddress, String reason) {
    failure.set("the flood is not let in: " + reason);
  }

  /** Ends the flood and drops what of it is on its way. */
  @Override
  public void close() throws IOException {
    going = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the flood ends", e);
    } finally {
      links.forEach(link -> link.close("the flood is over"));
    }
  }
}
