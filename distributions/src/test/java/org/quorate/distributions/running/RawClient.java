package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Value;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.register.RegisterProtocol.ClientSetting;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.LinkHandler;
import org.quorate.api.transport.Peer;
import org.quorate.api.transport.Transport;
import org.quorate.api.transport.TransportLimits;
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
import org.quorate.host.wire.ReplicaStatus;
import org.quorate.host.wire.ToClient;
import org.quorate.host.wire.ToReplica;

/**
 * A client without a client's manners: sends first requests of operations to the first replica,
 * each on a register of its own, and never goes on with one. Every second of its links it does not
 * read.
 */
final class RawClient<Q extends Request, A extends Reply, J> implements LinkHandler, AutoCloseable {
  private static final int BATCH = 64;
  private static final int WRITE_EVERY = 10;
  private static final Value VALUE = Value.of(Bytes.utf8("of a write that is never finished"));
  private static final long PAUSE_NANOS = 100_000;
  private static final long STATUS_SECONDS_MAX = 60;

  private final Descriptor descriptor;
  private final Composition composition;
  private final RegisterProtocol<?, Q, A, J> protocol;
  private final FrameCodec<Q, A> frames;
  private final ClientId self;
  private final Bytes publicKey;
  private final List<Link> links = new ArrayList<>();
  private final Set<Link> up = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<ReplicaStatus> statuses = new LinkedBlockingQueue<>();
  private long sent;

  private RawClient(
      ClientFolder folder,
      Descriptor descriptor,
      Composition composition,
      RegisterProtocol<?, Q, A, J> protocol,
      ClientId self)
      throws IOException {
    this.descriptor = descriptor;
    this.composition = composition;
    this.protocol = protocol;
    this.frames = new FrameCodec<>(protocol.types(), descriptor.limits().frameBytesMax());
    this.self = self;
    this.publicKey = Bytes.wrap(Files.readAllBytes(folder.signingPublicKey()));
  }

  static RawClient<?, ?, ?> connect(ClusterFolder cluster, String name, int links, Parts parts)
      throws IOException {
    Descriptor descriptor = cluster.descriptor();
    Composition composition =
        Composition.of(descriptor.variant(), descriptor.replicas(), descriptor.faults(), parts);
    return connect(cluster.client(name), links, descriptor, composition, composition.protocol());
  }

  private static <Q extends Request, A extends Reply, J> RawClient<Q, A, J> connect(
      ClientFolder folder,
      int links,
      Descriptor descriptor,
      Composition composition,
      RegisterProtocol<?, Q, A, J> protocol)
      throws IOException {
    OwnIdentity own = OwnIdentity.read(folder.certificate(), folder.privateKey(), descriptor);
    ClientId self = ((Peer.Client) own.identity().peer()).id();
    RawClient<Q, A, J> client = new RawClient<>(folder, descriptor, composition, protocol, self);
    Transport.End end =
        new Transport.End(
            own.credentials(),
            new ClusterAuthenticator(descriptor.cluster()),
            client,
            TransportLimits.DEFAULT,
            descriptor.variant().transport().options());
    Member target = descriptor.members().get(0);
    for (int i = 0; i < links; i++) {
      Link link =
          composition
              .transport()
              .connect(
                  new InetSocketAddress(target.host(), target.port()),
                  new Peer.Replica(target.id()),
                  end);
      link.setReading(i % 2 == 0);
      client.links.add(link);
    }
    return client;
  }

  /** Sends so many requests more, as fast as they are read. */
  void flood(long requests) {
    long end = sent + requests;
    while (sent < end) {
      boolean taken = false;
      for (Link link : links) {
        if (up.contains(link) && link.send(batch())) {
          sent += BATCH;
          taken = true;
        }
      }
      if (!taken) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private List<Bytes> batch() {
    List<Bytes> batch = new ArrayList<>();
    for (long number = sent; number < sent + BATCH; number++) {
      Key key = new Key("hostile/" + number);
      Bytes request = frames.encodeRequest(request(key, number));
      batch.add(frames.encode(new ToReplica.Operate(descriptor.epoch(), key, request)));
    }
    return batch;
  }

  /** Mostly to read; now and then to prepare a write. */
  private Q request(Key key, long number) {
    Scope scope = new Scope(descriptor.cluster(), descriptor.epoch(), key);
    Nonce nonce = nonce(number);
    ClientSetting<J> setting =
        new ClientSetting<>(scope, self, publicKey, composition.quorums(), null, null);
    ClientOperation<Q, A, J> operation =
        number % WRITE_EVERY == 0
            ? protocol.write(setting, nonce, VALUE)
            : protocol.read(setting, nonce);
    return operation.step(new Input.Started<>()).asks().get(0).request();
  }

  private static Nonce nonce(long number) {
    ByteBuffer random = ByteBuffer.allocate(Nonce.OPERATION_BYTES);
    return Nonce.first(Bytes.wrap(random.putLong(number).array()));
  }

  /** The replica's own words. */
  ReplicaStatus status() throws InterruptedException {
    Bytes question = frames.encode(new ToReplica.AskStatus(nonce(sent)));
    Processes.await("a link", () -> links.get(0).send(List.of(question)));
    ReplicaStatus status = statuses.poll(STATUS_SECONDS_MAX, TimeUnit.SECONDS);
    assertThat(status).as("an answer").isNotNull();
    return status;
  }

  @Override
  public void opened(Link link) {
    up.add(link);
  }

  @Override
  public void received(Link link, Bytes frame) {
    try {
      if (frames.decodeToClient(frame) instanceof ToClient.Status status) {
        statuses.add(status.status());
      }
    } catch (MalformedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void closed(Link link, String reason) {
    up.remove(link);
  }

  @Override
  public void refused(String remoteAddress, String reason) {
    // It tries again.
  }

  @Override
  public void close() {
    links.forEach(link -> link.close("over"));
  }
}
