package org.quorate.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Refusal;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.Misbehaviour;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;

/**
 * An operation in flight, as the event loop that drives it sees it. Confined to the thread of that
 * loop.
 */
final class Running<Q extends Request, A extends Reply, J> {
  private static final int NOTICED_MAX = 100;

  /** Refusals that pass: the replica is asked again. */
  private static final List<String> PASSING = List.of("STORE", "INTERNAL");

  private final LoopEvent.Begin<Q, A, J> begin;
  private final Bytes id;
  private final boolean finishesPending;
  private final ResendPace pace;
  private ClientOperation<Q, A, J> operation;

  /** The frames not answered yet. */
  private final Map<ReplicaId, Bytes> outstanding = new LinkedHashMap<>();

  private final Map<ReplicaId, Refusal> refusals = new LinkedHashMap<>();
  private final List<Misbehaviour> noticed = new ArrayList<>();
  private @Nullable Nonce askedNonce;
  private int roundTrips;
  private long askedAtNanos;
  private long resendDelayNanos;
  private long resendAtNanos = Long.MAX_VALUE;
  private long timerAtNanos = Long.MAX_VALUE;

  /**
   * An operation about to start.
   *
   * @param begin what the application wants
   * @param id the operation part of its nonces
   * @param pace of the loop, told of each round and asked for each delay
   * @param finishesPending whether {@code operation} is an earlier write that must end before it
   */
  Running(
      LoopEvent.Begin<Q, A, J> begin,
      Bytes id,
      ResendPace pace,
      boolean finishesPending,
      ClientOperation<Q, A, J> operation) {
    this.begin = begin;
    this.id = id;
    this.pace = pace;
    this.finishesPending = finishesPending;
    this.operation = operation;
  }

  LoopEvent.Begin<Q, A, J> begin() {
    return begin;
  }

  Bytes id() {
    return id;
  }

  Key key() {
    return begin.key;
  }

  boolean finishesPending() {
    return finishesPending;
  }

  /** Hands the operation its next input; goes on as the step says. */
  ClientStep<Q, A, J> step(Input<A> input) {
    ClientStep<Q, A, J> step = operation.step(input);
    operation = step.next();
    notice(step.noticed());
    return step;
  }

  int roundTrips() {
    return roundTrips;
  }

  List<Misbehaviour> noticed() {
    return noticed;
  }

  void notice(List<Misbehaviour> more) {
    for (Misbehaviour one : more) {
      if (noticed.size() < NOTICED_MAX && !noticed.contains(one)) {
        noticed.add(one);
      }
    }
  }

  /** Takes over what is asked from now on; {@code frames} are the encoded asks, in their order. */
  void ask(List<Ask<Q>> asks, List<Bytes> frames, long nowNanos) {
    roundEnded(nowNanos);
    askedAtNanos = nowNanos;
    roundTrips++;
    outstanding.clear();
    refusals.clear();
    for (int i = 0; i < asks.size(); i++) {
      for (ReplicaId replica : asks.get(i).to()) {
        outstanding.put(replica, frames.get(i));
      }
      askedNonce = asks.get(i).request().nonce();
    }
    resendDelayNanos = pace.firstDelayNanos();
    scheduleResend(nowNanos);
  }

  /** Nothing more is awaited of what was asked last. */
  void roundEnded(long nowNanos) {
    if (roundTrips > 0) {
      pace.tookNanos(nowNanos - askedAtNanos);
    }
  }

  void answered(ReplicaId from, Nonce nonce) {
    if (nonce.equals(askedNonce)) {
      outstanding.remove(from);
    }
  }

  void refused(ReplicaId from, Nonce nonce, Refusal refusal) {
    if (nonce.equals(askedNonce) && !PASSING.contains(refusal.rule())) {
      outstanding.remove(from);
      refusals.put(from, refusal);
    }
  }

  /**
   * Why no quorum can answer any more, or null. More replicas refused than may be lying, so a
   * correct one did.
   */
  @Nullable Refusal hopeless(QuorumSystem quorums) {
    if (refusals.isEmpty()) {
      return null;
    }
    ReplicaSet others =
        ReplicaSet.firstOf(quorums.replicas()).minus(ReplicaSet.copyOf(refusals.keySet()));
    boolean hopeless =
        !quorums.isQuorum(QuorumRole.READ, others) || !quorums.isQuorum(QuorumRole.WRITE, others);
    return hopeless ? refusals.values().iterator().next() : null;
  }

  /** The frames to send again now, if it is time for that. */
  Map<ReplicaId, Bytes> resend(long nowNanos) {
    if (nowNanos < resendAtNanos) {
      return Map.of();
    }
    resendDelayNanos = Math.min(2 * resendDelayNanos, ResendPace.DELAY_NANOS_MAX);
    scheduleResend(nowNanos);
    return Map.copyOf(outstanding);
  }

  @Nullable Bytes outstanding(ReplicaId replica) {
    return outstanding.get(replica);
  }

  void setTimer(int millis, long nowNanos) {
    timerAtNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  boolean takeTimer(long nowNanos) {
    boolean due = nowNanos >= timerAtNanos;
    if (due) {
      timerAtNanos = Long.MAX_VALUE;
    }
    return due;
  }

  long wakeAtNanos() {
    return Math.min(resendAtNanos, timerAtNanos);
  }

  /** For the message of a deadline. */
  String progress() {
    String waiting =
        outstanding.isEmpty() ? "" : "; no answer from " + ReplicaSet.copyOf(outstanding.keySet());
    String refusing = refusals.isEmpty() ? "" : "; refused by " + refusals;
    return operation.progress() + waiting + refusing;
  }

  private void scheduleResend(long nowNanos) {
    long jitter = ThreadLocalRandom.current().nextLong(resendDelayNanos / 4 + 1);
    resendAtNanos = nowNanos + resendDelayNanos + jitter;
  }
}
