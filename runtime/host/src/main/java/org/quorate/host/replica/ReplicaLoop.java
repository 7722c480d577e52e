package org.quorate.host.replica;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Access;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Refusal;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.machine.Verified;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Scope;
import org.quorate.api.storage.DamagedStoreException;
import org.quorate.host.parts.PartUnavailableException;
import org.quorate.host.wire.ToClient;

/**
 * The event loop that owns some of the registers. It works in turns: takes what has arrived, checks
 * all claims at once, steps, makes all changes durable by one commit, attests all statements at
 * once, and sends what belongs to one link in one write. Under load turns grow and the cost of a
 * request falls; when idle a turn holds one request and latency is least.
 *
 * <p>Of each client a turn takes a bounded number, and no more than its rate allows, before
 * anything of it is verified. So a flood delays the others by its share of a turn only, and costs
 * no more than that rate, nor more than a little of a busy machine; what it has too many of waits,
 * until its link is not read any more.
 */
final class ReplicaLoop<S, Q extends Request, A extends Reply> implements Runnable {
  private static final System.Logger LOG = System.getLogger(ReplicaLoop.class.getName());
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int TURN_REQUESTS_MAX = 512;

  /** As many as make the cost of a commit small beside that of the cryptography. */
  static final int TURN_REQUESTS_SHARED = 32;

  /**
   * A false claim costs a verification, as a true one, and nobody who keeps the rules makes one.
   */
  static final int FALSE_CLAIM_COST = 100;

  /** Of a long request, what is decrypted, decoded and hashed counts as much as a verification. */
  private static final int FRAME_BYTES_PER_UNIT = 16 << 10;

  /** Counted and not sent. */
  private static final Refusal NO_MEMORY =
      new Refusal("MEMORY", "too much of this client waits already");

  private static final String STORE_COMPLAINT = "the store does not take changes";
  private static final String READ_COMPLAINT = "the store cannot be read";

  private final ReplicaParts<S, Q, A> parts;
  private final RegisterStates<S> states;
  private final FairQueue<ClientId, Item<Q>> arrived;

  /** Whose quota this turn has drawn on, once for each register. */
  private final List<ClientId> creators = new ArrayList<>();

  /** What comes to a loop. */
  sealed interface Item<Q extends Request> {
    Session session();

    /** Of the frame in which it came. */
    int frameBytes();

    /** What it costs its client, in requests. */
    default int cost() {
      return 1 + frameBytes() / FRAME_BYTES_PER_UNIT;
    }
  }

  /** A request, decoded but with none of its claims checked. */
  record Incoming<Q extends Request>(Session session, Scope scope, Q request, int frameBytes)
      implements Item<Q> {}

  /** Something else that is to be done on the loop's thread, between two turns. */
  record Task<Q extends Request>(Session session, Runnable work, int frameBytes)
      implements Item<Q> {}

  /** What is to be sent on a request once the turn is durable. */
  private record Due<A extends Reply>(
      Incoming<?> incoming,
      @Nullable A reply,
      @Nullable Statement attest,
      @Nullable Refusal refusal) {}

  /** The same, and the attestation of the statement if there is one. */
  private record Attested<A extends Reply>(Due<A> due, @Nullable Attestation attestation) {}

  /**
   * One of the loops that share {@code parts}.
   *
   * @param cachedBytesMax that its registers' states may take in memory, about
   */
  ReplicaLoop(ReplicaParts<S, Q, A> parts, long cachedBytesMax) {
    this.parts = parts;
    this.states =
        new RegisterStates<>(parts.machine(), parts.stateCodec(), parts.store(), cachedBytesMax);
    this.arrived = new FairQueue<>(parts.throttle(), parts.bulkBudget(), Item::cost);
  }

  /**
   * Takes {@code item} up when it is its turn. If its client has no more memory for what waits it
   * is lost, as on a bad network: its client asks again.
   */
  void add(Item<Q> item) {
    if (item.session().requestArrived(item.frameBytes())) {
      arrived.add(item.session().client(), item);
    } else {
      parts.health().refused(NO_MEMORY);
    }
  }

  /**
   * The link of {@code session} is down, and nobody can be answered on it: what waits would be kept
   * for as long as its client's rate says, and the client could bring as much again on a new link.
   */
  void forget(Session session) {
    arrived
        .forget(session.client(), item -> item.session() == session)
        .forEach(item -> session.requestDone(item.frameBytes()));
  }

  /** Ends the loop after what has arrived before and need not wait for its client's rate. */
  void stop() {
    arrived.end();
  }

  @Override
  public void run() {
    try {
      FairQueue.Turn<Item<Q>> turn = next();
      while (!turn.items().isEmpty()) {
        long before = THREADS.getCurrentThreadCpuTime();
        handle(turn.items());
        turn.took(THREADS.getCurrentThreadCpuTime() - before, parts.bulkBudget());
        turn = next();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private FairQueue.Turn<Item<Q>> next() throws InterruptedException {
    return arrived.take(TURN_REQUESTS_MAX, TURN_REQUESTS_SHARED);
  }

  private void handle(List<Item<Q>> items) {
    List<Incoming<Q>> turn = new ArrayList<>();
    for (Item<Q> item : items) {
      if (item instanceof Incoming<Q> incoming) {
        turn.add(incoming);
      } else if (item instanceof Task<Q> task) {
        guarded(task.work());
      }
    }
    guarded(() -> takeTurn(turn));
    items.forEach(item -> item.session().requestDone(item.frameBytes()));
  }

  /**
   * Whatever fails must cost the turn it is in and not the loop, whose registers would be silent
   * for good. Nothing of such a turn leaves; the clients ask again.
   */
  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (PartUnavailableException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}: requests were dropped: {1}",
          parts.self(),
          e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, parts.self() + ": a turn failed", e);
      parts.health().complain("a turn of requests failed: " + e);
    }
  }

  private void takeTurn(List<Incoming<Q>> turn) {
    parts.health().turnOf(turn.size());
    creators.clear();
    List<Verified.Scoped<Q>> scoped = new ArrayList<>();
    for (Incoming<Q> incoming : turn) {
      scoped.add(new Verified.Scoped<>(incoming.request(), incoming.scope()));
    }
    List<Verified.Verdict<Q>> verdicts = Verified.check(scoped, parts.claims());
    Access access = parts.access().get();
    List<Due<A>> due = new ArrayList<>();
    for (int i = 0; i < turn.size(); i++) {
      due.add(answer(turn.get(i), verdicts.get(i), access));
    }
    send(persisted(due));
  }

  private Due<A> answer(Incoming<Q> incoming, Verified.Verdict<Q> verdict, Access access) {
    Verified<Q> request = verdict.verified();
    if (access.isRevoked(incoming.session().client())) {
      return refuse(
          incoming, "REVOKED", "the client " + incoming.session().client() + " was removed");
    }
    if (request == null) {
      LOG.log(
          System.Logger.Level.INFO,
          "{0}: refused a request of {1} for {2}: {3}",
          parts.self(),
          incoming.session().client(),
          incoming.scope().key(),
          verdict.reason());
      parts.throttle().charge(incoming.session().client(), FALSE_CLAIM_COST);
      return refuse(incoming, "CLAIM", verdict.reason());
    }
    try {
      return step(incoming, request, access);
    } catch (DamagedStoreException e) {
      parts.health().complain("a stored register is damaged: " + e.getMessage());
      return refuse(incoming, "STORE", "this replica's copy of the register is damaged");
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, parts.self() + ": cannot read the store", e);
      parts.health().complain(READ_COMPLAINT);
      return refuse(incoming, "STORE", "this replica cannot read its store");
    }
  }

  private Due<A> step(Incoming<Q> incoming, Verified<Q> request, Access access) throws IOException {
    S state = states.get(incoming.scope().key());
    Step<S, A> step;
    try {
      step =
          parts
              .machine()
              .step(
                  state,
                  new Arrival<>(incoming.scope(), incoming.session().client(), request, access));
    } catch (RuntimeException e) {
      // A protocol is a part from outside: its fault must cost one request, not the replica.
      LOG.log(System.Logger.Level.ERROR, parts.self() + ": the protocol failed on a request", e);
      parts.health().complain("the protocol failed on a request: " + e);
      return refuse(incoming, "INTERNAL", "the protocol failed on this request");
    }
    Refusal refusal = step.refusal();
    if (refusal != null) {
      parts.health().refused(refusal);
      return new Due<>(incoming, null, null, refusal);
    }
    if (step.next() != state) {
      if (states.isNew(incoming.scope().key())) {
        ClientId creator = incoming.session().client();
        if (!parts.quota().mayCreate(creator)) {
          return refuse(
              incoming,
              "QUOTA",
              "the client has reached its limit of registers that it may bring into being");
        }
        creators.add(creator);
      }
      states.put(incoming.scope().key(), step.next());
    }
    return new Due<>(incoming, step.reply(), step.attest(), null);
  }

  private Due<A> refuse(Incoming<Q> incoming, String rule, String reason) {
    String shown =
        reason.length() <= Refusal.REASON_LENGTH_MAX
            ? reason
            : reason.substring(0, Refusal.REASON_LENGTH_MAX);
    Refusal refusal = new Refusal(rule, shown);
    parts.health().refused(refusal);
    return new Due<>(incoming, null, null, refusal);
  }

  /** Persist before send: what leaves rests on durable states, or else is a refusal. */
  private List<Due<A>> persisted(List<Due<A>> due) {
    try {
      if (states.commit()) {
        // What is changed was read before.
        parts.health().withdraw(READ_COMPLAINT);
        parts.health().withdraw(STORE_COMPLAINT);
      }
      return due;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, parts.self() + ": cannot store a turn", e);
      parts.health().complain(STORE_COMPLAINT);
      creators.forEach(parts.quota()::giveBack);
      List<Due<A>> refused = new ArrayList<>();
      for (Due<A> one : due) {
        Refusal refusal = new Refusal("STORE", "this replica cannot store: " + brief(e));
        if (one.refusal() == null) {
          parts.health().refused(refusal);
        }
        refused.add(new Due<>(one.incoming(), null, null, refusal));
      }
      return refused;
    }
  }

  private static String brief(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.substring(0, Math.min(message.length(), 200));
  }

  private void send(List<Due<A>> due) {
    List<Statement> statements = new ArrayList<>();
    for (Due<A> one : due) {
      if (one.attest() != null) {
        statements.add(one.attest());
      }
    }
    List<Attestation> attestations =
        statements.isEmpty() ? List.of() : parts.attestor().attestAll(statements);
    Map<Session, List<Attested<A>>> answered = new LinkedHashMap<>();
    int attested = 0;
    for (Due<A> one : due) {
      Attestation attestation = one.attest() == null ? null : attestations.get(attested++);
      answered
          .computeIfAbsent(one.incoming().session(), session -> new ArrayList<>())
          .add(new Attested<>(one, attestation));
    }
    if (!parts.isSilent()) {
      // By turns: the answers of all together, with their values, might not find room in memory.
      answered.forEach((session, own) -> session.link().send(encoded(own)));
    }
  }

  private List<Bytes> encoded(List<Attested<A>> answers) {
    return answers.stream()
        .map(one -> parts.frames().encode(frame(one.due(), one.attestation())))
        .toList();
  }

  private ToClient frame(Due<A> due, @Nullable Attestation attestation) {
    A reply = due.reply();
    if (reply != null) {
      return new ToClient.Answer(
          due.incoming().scope().key(), parts.frames().encodeReply(reply), attestation);
    }
    Nonce nonce = due.incoming().request().nonce();
    Refusal refusal = due.refusal();
    return new ToClient.Refuse(
        nonce, refusal == null ? new Refusal("INTERNAL", "no answer") : refusal);
  }
}
