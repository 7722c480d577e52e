package org.quorate.transport.local;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.quorate.api.model.Bytes;
import org.quorate.api.transport.AuthenticationException;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.Peer;
import org.quorate.api.transport.SharedMemory;
import org.quorate.api.transport.Transport;
import org.quorate.api.transport.TransportLimits;

/** Accepts links at one address of a {@link LocalTransport}. */
final class LocalListener implements Transport.Listener {
  private final InetSocketAddress address;
  private final Transport.End end;
  private final Executor threads;
  private final Consumer<LocalListener> forget;
  private final SharedMemory<Peer> memory;
  private final Map<AcceptedLink, Peer> members = new HashMap<>(); // guarded by this
  private boolean closed; // guarded by this

  LocalListener(
      InetSocketAddress address,
      Transport.End end,
      Executor threads,
      Consumer<LocalListener> forget) {
    this.address = address;
    this.end = end;
    this.memory = new SharedMemory<>(end.limits().heldBytesMax());
    this.threads = threads;
    this.forget = forget;
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  Transport.End end() {
    return end;
  }

  @Override
  public void close() {
    forget.accept(this);
    List<AcceptedLink> inside;
    synchronized (this) {
      closed = true;
      inside = List.copyOf(members.keySet());
    }
    inside.forEach(link -> link.close("listener closed"));
  }

  /**
   * Lets a connecting end in and joins it.
   *
   * @throws AuthenticationException if it may not connect, with the reason
   */
  void accept(Transport.End connecting, PipeEnd connectingPipe) throws AuthenticationException {
    Peer peer = end.authenticator().authenticate(connecting.credentials().chain().get(0));
    Strand strand = new Strand(threads);
    AcceptedLink link = new AcceptedLink(peer, strand);
    admit(link, peer);
    PipeEnd.join(link.pipe, connectingPipe);
    strand.execute(link.pipe::open);
  }

  private synchronized void admit(AcceptedLink link, Peer peer) throws AuthenticationException {
    TransportLimits limits = end.limits();
    if (closed) {
      throw new AuthenticationException("listener closed");
    }
    if (members.size() >= limits.connectionsMax()) {
      throw new AuthenticationException("more than " + limits.connectionsMax() + " connections");
    }
    long already = members.values().stream().filter(peer::equals).count();
    if (already >= limits.connectionsPerPeerMax()) {
      throw new AuthenticationException(
          peer + " has " + already + " connections; allowed are " + limits.connectionsPerPeerMax());
    }
    members.put(link, peer);
  }

  private synchronized void leave(AcceptedLink link) {
    members.remove(link);
  }

  private final class AcceptedLink implements Link {
    private final Peer peer;
    private final PipeEnd pipe;

    AcceptedLink(Peer peer, Strand strand) {
      this.peer = peer;
      this.pipe = new PipeEnd(this, end, memory, strand, () -> leave(this));
    }

    @Override
    public Peer peer() {
      return peer;
    }

    @Override
    public boolean send(List<Bytes> frames) {
      return pipe.send(frames);
    }

    @Override
    public void setReading(boolean reading) {
      pipe.setReading(reading);
    }

    @Override
    public void close(String reason) {
      pipe.close(reason);
    }
  }
}
