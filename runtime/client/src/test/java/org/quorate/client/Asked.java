package org.quorate.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.Peer;
import org.quorate.host.codec.MalformedException;
import org.quorate.host.wire.FrameCodec;
import org.quorate.host.wire.ToReplica;

/** A link that keeps what a replica is asked. */
final class Asked implements Link {
  private final FrameCodec<?, ?> frames;
  private final ReplicaId replica;
  private final BlockingQueue<ToReplica> sent = new LinkedBlockingQueue<>();

  private Asked(FrameCodec<?, ?> frames, ReplicaId replica) {
    this.frames = frames;
    this.replica = replica;
  }

  static Map<ReplicaId, Link> replicas(FrameCodec<?, ?> frames, int count) {
    Map<ReplicaId, Link> links = new LinkedHashMap<>();
    for (int number = 1; number <= count; number++) {
      ReplicaId replica = new ReplicaId(number);
      links.put(replica, new Asked(frames, replica));
    }
    return links;
  }

  /** The next frame, for which it waits. */
  ToReplica next() {
    try {
      ToReplica frame = sent.poll(30, TimeUnit.SECONDS);
      if (frame == null) {
        throw new AssertionError(replica + " is not asked");
      }
      return frame;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean send(List<Bytes> all) {
    List<ToReplica> decoded = new ArrayList<>();
    for (Bytes frame : all) {
      try {
        decoded.add(frames.decodeToReplica(frame));
      } catch (MalformedException e) {
        throw new AssertionError(e);
      }
    }
    return sent.addAll(decoded);
  }

  @Override
  public Peer peer() {
    return new Peer.Replica(replica);
  }

  @Override
  public void setReading(boolean reading) {}

  @Override
  public void close(String reason) {}
}
