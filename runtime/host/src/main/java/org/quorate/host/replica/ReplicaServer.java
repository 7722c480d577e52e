package org.quorate.host.replica;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.quorate.api.machine.Refusal;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.Scope;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.LinkHandler;
import org.quorate.api.transport.Peer;
import org.quorate.host.codec.MalformedException;
import org.quorate.host.configuration.Descriptor;
import org.quorate.host.configuration.Revocations;
import org.quorate.host.wire.FrameCodec;
import org.quorate.host.wire.ReplicaStatus;
import org.quorate.host.wire.ToClient;
import org.quorate.host.wire.ToReplica;

/** Takes frames from clients' links and hands each to the event loop that owns its register. */
final class ReplicaServer<Q extends Request, A extends Reply> implements LinkHandler {
  private static final System.Logger LOG = System.getLogger(ReplicaServer.class.getName());

  private final Descriptor descriptor;
  private final AccessControl access;
  private final ReplicaParts<?, Q, A> parts;
  private final List<ReplicaLoop<?, Q, A>> loops;
  private final List<Thread> threads = new ArrayList<>();
  private final Supplier<ReplicaStatus> status;
  private final Map<Link, Session> sessions = new ConcurrentHashMap<>();

  private ReplicaServer(
      ReplicaParts<?, Q, A> parts,
      List<ReplicaLoop<?, Q, A>> loops,
      Descriptor descriptor,
      AccessControl access,
      Supplier<ReplicaStatus> status) {
    this.parts = parts;
    this.loops = loops;
    this.descriptor = descriptor;
    this.access = access;
    this.status = status;
  }

  /** Starts as many loops as there are processors. */
  static <S, Q extends Request, A extends Reply> ReplicaServer<Q, A> start(
      ReplicaParts<S, Q, A> parts,
      Descriptor descriptor,
      AccessControl access,
      Supplier<ReplicaStatus> status) {
    List<ReplicaLoop<?, Q, A>> loops = new ArrayList<>();
    int count = Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < count; i++) {
      loops.add(new ReplicaLoop<>(parts, parts.memory().statesBytes() / count));
    }
    ReplicaServer<Q, A> server =
        new ReplicaServer<>(parts, List.copyOf(loops), descriptor, access, status);
    for (ReplicaLoop<?, Q, A> loop : loops) {
      Thread thread =
          new Thread(loop, "quorate-" + parts.self() + "-loop-" + server.threads.size());
      server.threads.add(thread);
      thread.start();
    }
    return server;
  }

  /** Lets the loops finish what has arrived, and waits for that at most {@code millisMax} each. */
  void close(long millisMax) {
    loops.forEach(ReplicaLoop::stop);
    for (Thread thread : threads) {
      try {
        thread.join(millisMax);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  ReplicaStatus status() {
    return status.get();
  }

  @Override
  public void opened(Link link) {
    if (link.peer() instanceof Peer.Client client) {
      int waitingMax = descriptor.limits().requestsPerLinkMax();
      sessions.put(link, new Session(link, client.id(), parts.memory().waiting(), waitingMax));
    } else {
      link.close("replicas have nothing to say to each other in this configuration");
    }
  }

  @Override
  public void closed(Link link, String reason) {
    Session session = sessions.remove(link);
    if (session != null) {
      loops.forEach(loop -> loop.forget(session));
    }
  }

  @Override
  public void refused(String remoteAddress, String reason) {
    LOG.log(
        System.Logger.Level.INFO,
        "{0}: refused a connection from {1}: {2}",
        parts.self(),
        remoteAddress,
        reason);
  }

  @Override
  public void received(Link link, Bytes frame) {
    Session session = sessions.get(link);
    if (session == null) {
      return;
    }
    try {
      handle(session, parts.frames().decodeToReplica(frame), frame.length());
    } catch (MalformedException e) {
      LOG.log(
          System.Logger.Level.INFO,
          "{0}: closed the link of {1}, whose frame is {2}",
          parts.self(),
          session.client(),
          e.getMessage());
      link.close("malformed frame");
    }
  }

  private void handle(Session session, ToReplica frame, int frameBytes) throws MalformedException {
    FrameCodec<Q, A> frames = parts.frames();
    if (frame instanceof ToReplica.Operate operate) {
      Q request = frames.decodeRequest(operate.request());
      if (!operate.epoch().equals(descriptor.epoch())) {
        Refusal refusal =
            new Refusal("EPOCH", "the configuration in force is " + descriptor.epoch());
        parts.health().refused(refusal);
        reply(session, new ToClient.Refuse(request.nonce(), refusal));
        return;
      }
      Scope scope = new Scope(descriptor.cluster(), descriptor.epoch(), operate.key());
      loopOf(operate.key()).add(new ReplicaLoop.Incoming<>(session, scope, request, frameBytes));
    } else if (frame instanceof ToReplica.AskStatus ask) {
      administer(
          session, () -> reply(session, new ToClient.Status(ask.nonce(), status())), frameBytes);
    } else if (frame instanceof ToReplica.Revoke revoke) {
      administer(session, () -> reply(session, revoked(session, revoke)), frameBytes);
    }
  }

  /** Off the transport's threads, which must not wait for a disk. */
  private void administer(Session session, Runnable work, int frameBytes) {
    loops.get(0).add(new ReplicaLoop.Task<>(session, work, frameBytes));
  }

  private ToClient revoked(Session from, ToReplica.Revoke revoke) {
    Revocations revocations = revoke.revocations();
    try {
      if (!access.revoke(revocations)) {
        parts.throttle().charge(from.client(), ReplicaLoop.FALSE_CLAIM_COST);
        return new ToClient.Refuse(
            revoke.nonce(),
            new Refusal("REVOKE", "the list of revocations is not signed by the administrators"));
      }
    } catch (IOException e) {
      parts.health().complain("cannot store the list of revocations: " + e.getMessage());
      return new ToClient.Refuse(
          revoke.nonce(), new Refusal("STORE", "this replica cannot store the list"));
    }
    sessions.values().stream()
        .filter(session -> access.access().isRevoked(session.client()))
        .forEach(session -> session.link().close("the client was removed"));
    return new ToClient.Revoked(revoke.nonce(), access.revocationsVersion());
  }

  private void reply(Session session, ToClient frame) {
    session.link().send(List.of(parts.frames().encode(frame)));
  }

  private ReplicaLoop<?, Q, A> loopOf(Key key) {
    return loops.get(Math.floorMod(key.hashCode(), loops.size()));
  }
}
