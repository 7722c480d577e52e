package org.quorate.adversary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Outcome;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;

/**
 * Two honest operations as one. Half of the replicas is asked by the first and then, when it has
 * answered, by the second; the other half the other way round. Answers go to whoever asked, and to
 * both where both ask the same. Who comes to its last phase waits a while for the other one, so
 * that both values come to readers together.
 *
 * @param forks the two
 * @param firstHalf whom the first fork asks first
 * @param unsigned what the forks have yet to be given signatures of; the first one is being made
 * @param heard what each replica said last: said once more, it is no answer to the other fork
 * @param waited whether nobody waits for the other any more
 */
record Forks<Q extends Request, A extends Reply, J>(
    List<Fork<Q, A, J>> forks,
    ReplicaSet firstHalf,
    ReplicaSet replicas,
    List<Unsigned> unsigned,
    Map<ReplicaId, Input<A>> heard,
    boolean waited)
    implements ClientOperation<Q, A, J> {

  /**
   * One of the two.
   *
   * @param asks what it asks now
   * @param isAtLastPhase whether it asks with its value
   * @param settled who has answered or refused that
   */
  record Fork<Q extends Request, A extends Reply, J>(
      ClientOperation<Q, A, J> operation,
      List<Ask<Q>> asks,
      boolean isAtLastPhase,
      ReplicaSet settled,
      Outcome outcome) {
    @Nullable Q wantedOf(ReplicaId replica) {
      return asks.stream()
          .filter(ask -> ask.to().contains(replica) && !settled.contains(replica))
          .map(Ask::request)
          .findFirst()
          .orElse(null);
    }
  }

  /** A payload that the fork of that index wants signed. */
  record Unsigned(int fork, Bytes payload) {}

  /** Two operations before they start. */
  static <Q extends Request, A extends Reply, J> Forks<Q, A, J> of(
      ClientOperation<Q, A, J> first,
      ClientOperation<Q, A, J> second,
      ReplicaSet replicas,
      long seed) {
    return new Forks<>(
        List.of(unstarted(first), unstarted(second)),
        half(replicas, seed),
        replicas,
        List.of(),
        Map.of(),
        false);
  }

  private static <Q extends Request, A extends Reply, J> Fork<Q, A, J> unstarted(
      ClientOperation<Q, A, J> operation) {
    return new Fork<>(operation, List.of(), false, ReplicaSet.EMPTY, Outcome.pending());
  }

  /** Half of {@code replicas}, one more where they are odd in number. */
  static ReplicaSet half(ReplicaSet replicas, long seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    ReplicaSet half = replicas;
    while (half.size() > (replicas.size() + 1) / 2) {
      half = half.without(half.toList().get(chance.nextInt(half.size())));
    }
    return half;
  }

  @Override
  public ClientStep<Q, A, J> step(Input<A> input) {
    ReplicaId sender = Bent.sender(input);
    if (sender != null && input.equals(heard.get(sender))) {
      return ClientStep.to(this);
    }
    Forks<Q, A, J> next = sender == null ? this : hearing(sender, input);
    Integer timerMillis = null;
    if (input instanceof Input.Signed<A>) {
      next = next.with(forks, unsigned.subList(1, unsigned.size()));
    }
    for (int i = 0; i < forks.size(); i++) {
      if (concerns(input, i)) {
        ClientStep<Q, A, J> step = forks.get(i).operation().step(input);
        next =
            next.with(i, step, sender == null ? ReplicaSet.EMPTY : ReplicaSet.EMPTY.with(sender));
        timerMillis = step.timerMillis() == null ? timerMillis : step.timerMillis();
      }
    }
    ClientStep<Q, A, J> step = next.after(this, input, timerMillis);
    boolean idle = input instanceof Input.TimerFired<A> && isIdle(step);
    if (!idle) {
      return step;
    }
    return waited
        ? new ClientStep<>(next, List.of(), null, null, null, List.of(), next.result())
        : new Forks<>(next.forks, firstHalf, replicas, next.unsigned, next.heard, true)
            .after(this, input, Bent.PATIENCE_MILLIS);
  }

  private Forks<Q, A, J> hearing(ReplicaId sender, Input<A> input) {
    Map<ReplicaId, Input<A>> more = new LinkedHashMap<>(heard);
    more.put(sender, input);
    return new Forks<>(forks, firstHalf, replicas, unsigned, more, waited);
  }

  private static boolean isIdle(ClientStep<?, ?, ?> step) {
    return step.asks().isEmpty() && step.timerMillis() == null && step.sign() == null;
  }

  /** Whether {@code input} is for the fork of that index. */
  private boolean concerns(Input<A> input, int index) {
    if (!isPending(forks.get(index).outcome())) {
      return false;
    }
    if (input instanceof Input.Signed<A>) {
      return unsigned.get(0).fork() == index;
    }
    ReplicaId sender = Bent.sender(input);
    if (sender == null) {
      return true;
    }
    Q asked = wanted().get(sender);
    return asked != null
        && asked.nonce().equals(Bent.settled(input))
        && asked.equals(wanted(index, sender));
  }

  private Forks<Q, A, J> with(List<Fork<Q, A, J>> nowForks, List<Unsigned> nowUnsigned) {
    return new Forks<>(nowForks, firstHalf, replicas, List.copyOf(nowUnsigned), heard, waited);
  }

  private Forks<Q, A, J> with(int index, ClientStep<Q, A, J> step, ReplicaSet settled) {
    Fork<Q, A, J> before = forks.get(index);
    boolean asksAnew = !step.asks().isEmpty();
    boolean isPending = isPending(step.outcome());
    List<Ask<Q>> asks = asksAnew ? step.asks() : before.asks();
    boolean isAtLastPhase = asksAnew ? Bent.isLastPhase(step) : before.isAtLastPhase();
    List<Fork<Q, A, J>> changed = new ArrayList<>(forks);
    changed.set(
        index,
        new Fork<>(
            step.next(),
            isPending ? asks : List.of(),
            isPending && isAtLastPhase,
            asksAnew ? ReplicaSet.EMPTY : before.settled().union(settled),
            step.outcome()));
    List<Unsigned> more = new ArrayList<>(unsigned);
    Bytes payload = step.sign();
    if (payload != null) {
      more.add(new Unsigned(index, payload));
    }
    return with(List.copyOf(changed), more);
  }

  /** What each replica is asked now. */
  private Map<ReplicaId, Q> wanted() {
    Map<ReplicaId, Q> wanted = new LinkedHashMap<>();
    for (ReplicaId replica : replicas) {
      int first = firstHalf.contains(replica) ? 0 : 1;
      Q one = wanted(first, replica);
      Q other = wanted(1 - first, replica);
      if (one != null || other != null) {
        wanted.put(replica, one != null ? one : other);
      }
    }
    return wanted;
  }

  private @Nullable Q wanted(int index, ReplicaId replica) {
    Fork<Q, A, J> fork = forks.get(index);
    Fork<Q, A, J> other = forks.get(1 - index);
    boolean waits =
        !waited && fork.isAtLastPhase() && isPending(other.outcome()) && !other.isAtLastPhase();
    return waits ? null : fork.wantedOf(replica);
  }

  private static boolean isPending(Outcome outcome) {
    return outcome instanceof Outcome.Pending;
  }

  /** What is to be done now that {@code before} has become this. */
  private ClientStep<Q, A, J> after(
      Forks<Q, A, J> before, Input<A> input, @Nullable Integer timerMillis) {
    Map<ReplicaId, Q> wanted = wanted();
    Map<ReplicaId, Q> known = before.wanted();
    List<Ask<Q>> asks = new ArrayList<>();
    if (wanted.entrySet().stream().anyMatch(e -> !e.getValue().equals(known.get(e.getKey())))) {
      Map<Q, ReplicaSet> byRequest = new LinkedHashMap<>();
      wanted.forEach(
          (replica, request) ->
              byRequest.merge(request, ReplicaSet.EMPTY.with(replica), ReplicaSet::union));
      byRequest.forEach((request, to) -> asks.add(new Ask<>(to, request)));
    }
    boolean signs =
        !unsigned.isEmpty() && (before.unsigned.isEmpty() || input instanceof Input.Signed<A>);
    boolean over = forks.stream().noneMatch(fork -> isPending(fork.outcome()));
    boolean setsNone = timerMillis == null && !asks.isEmpty();
    return new ClientStep<>(
        this,
        asks,
        null,
        signs ? unsigned.get(0).payload() : null,
        setsNone ? Integer.valueOf(Bent.PATIENCE_MILLIS) : timerMillis,
        List.of(),
        over ? result() : Outcome.pending());
  }

  private Outcome result() {
    return forks.stream()
        .map(Fork::outcome)
        .filter(Outcome.Returned.class::isInstance)
        .findFirst()
        .orElse(new Outcome.Failed("neither value was accepted by a quorum"));
  }

  @Override
  public String progress() {
    return forks.get(0).operation().progress() + "; " + forks.get(1).operation().progress();
  }
}
