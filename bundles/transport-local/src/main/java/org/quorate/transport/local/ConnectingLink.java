package org.quorate.transport.local;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.transport.AuthenticationException;
import org.quorate.api.transport.Backoff;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.Peer;
import org.quorate.api.transport.SharedMemory;
import org.quorate.api.transport.Transport;

/** A link that connects, and connects again. */
final class ConnectingLink implements Link {
  private final LocalTransport transport;
  private final InetSocketAddress address;
  private final Peer expected;
  private final Transport.End end;
  private final Strand strand;
  private volatile @Nullable PipeEnd pipe;
  private volatile boolean closed;

  // From here on the strand's own.
  private final Backoff backoff = new Backoff(new SplittableRandom());
  private boolean reading = true;
  private String lastRefusal = "";

  ConnectingLink(
      LocalTransport transport,
      Strand strand,
      InetSocketAddress address,
      Peer expected,
      Transport.End end) {
    this.transport = transport;
    this.strand = strand;
    this.address = address;
    this.expected = expected;
    this.end = end;
  }

  void start() {
    strand.execute(this::connect);
  }

  @Override
  public Peer peer() {
    return expected;
  }

  @Override
  public boolean send(List<Bytes> frames) {
    PipeEnd current = pipe;
    return current != null && current.send(frames);
  }

  @Override
  public void setReading(boolean reading) {
    strand.execute(
        () -> {
          this.reading = reading;
          if (pipe != null) {
            pipe.setReading(reading);
          }
        });
  }

  @Override
  public void close(String reason) {
    closed = true;
    transport.forget(this);
    strand.execute(
        () -> {
          if (pipe != null) {
            pipe.close(reason);
          }
        });
  }

  private void connect() {
    if (closed) {
      return;
    }
    LocalListener listener = transport.listenerAt(address);
    if (listener == null) {
      failed("nobody listens there");
      return;
    }
    SharedMemory<Peer> memory = new SharedMemory<>(end.limits().heldBytesMax()); // with nobody
    PipeEnd own = new PipeEnd(this, end, memory, strand, this::reconnect);
    try {
      Peer found = end.authenticator().authenticate(listener.end().credentials().chain().get(0));
      if (!found.equals(expected)) {
        throw new AuthenticationException("expected " + expected + " there, found " + found);
      }
      listener.accept(end, own);
    } catch (AuthenticationException e) {
      String reason = String.valueOf(e.getMessage());
      listener.end().handler().refused("local", reason);
      failed(reason);
      return;
    }
    own.setReading(reading);
    lastRefusal = "";
    pipe = own;
    own.open();
  }

  private void failed(String reason) {
    if (!reason.equals(lastRefusal)) {
      lastRefusal = reason;
      end.handler().refused(address.getHostString() + ":" + address.getPort(), reason);
    }
    connectLater();
  }

  private void reconnect() {
    pipe = null;
    connectLater();
  }

  private void connectLater() {
    if (!closed) {
      transport.later(backoff.nextDelayMillis(), () -> strand.execute(this::connect));
    }
  }
}
