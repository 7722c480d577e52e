package org.quorate.conformance.lab;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Access;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Refusal;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.machine.Verified;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Scope;
import org.quorate.conformance.lab.LabSettings.Durability;

/**
 * A replica's host: keeps the states, persists before it sends, attests, and crashes. A crash loses
 * everything that was to be sent; of what was on its way to the disk some may have arrived there,
 * in the order of the steps, and the rest is lost.
 */
public final class LabReplica<S, Q extends Request, A extends Reply> {
  private final ReplicaId id;
  private final Mind<S, Q, A> honest;
  private final Surroundings<Q, A> lab;
  private Mind<S, Q, A> mind;
  private boolean corrupted;

  /** What it would hold had it never been taken; null if it was not, or from the beginning. */
  private @Nullable Map<Key, S> unspoilt;

  private final Map<Key, S> states = new TreeMap<>();
  private final Map<Key, S> durable = new TreeMap<>();
  private boolean running = true;
  private int incarnation;
  private long diskFreeNanos;

  /** What makes the steps durable that are on their way to the disk. */
  private final Deque<Runnable> inFlight = new ArrayDeque<>();

  /** What decides what it says: its own, or a liar's. */
  record Mind<S, Q extends Request, A extends Reply>(
      ReplicaMachine<S, Q, A> machine, @Nullable Attestor attestor, boolean isSilent) {

    /** That of {@code liar}, which has bent this one's machine to {@code bent}. */
    Mind<S, Q, A> corruptedBy(ReplicaAdversary liar, ReplicaMachine<S, Q, A> bent, long seed) {
      return new Mind<>(
          bent, attestor == null ? null : liar.corrupt(attestor, seed), liar.isSilent());
    }
  }

  LabReplica(ReplicaId id, Mind<S, Q, A> honest, Mind<S, Q, A> mind, Surroundings<Q, A> lab) {
    this.id = id;
    this.honest = honest;
    this.mind = mind;
    this.corrupted = !mind.equals(honest);
    this.lab = lab;
  }

  Mind<S, Q, A> honest() {
    return honest;
  }

  void occupy(Mind<S, Q, A> liar) {
    if (!corrupted) {
      unspoilt = new TreeMap<>(states);
    }
    mind = liar;
    corrupted = true;
  }

  void free(Lab.Leaving leaving) {
    mind = honest;
    Map<Key, S> repaired = unspoilt;
    if (leaving == Lab.Leaving.REPAIRED && repaired != null) {
      corrupted = false;
      unspoilt = null;
      states.putAll(repaired);
      durable.putAll(repaired);
      // What the liar had on the way to the disk would overwrite it.
      incarnation++;
      inFlight.clear();
      diskFreeNanos = 0;
    }
  }

  /** Whether it lies, or a liar has left it as it is. */
  boolean isCorrupted() {
    return corrupted;
  }

  public ReplicaId id() {
    return id;
  }

  public boolean isRunning() {
    return running;
  }

  /** The state that it acts on. */
  public S state(Key key) {
    S state = states.get(key);
    return state == null ? mind.machine().initial(key) : state;
  }

  /** What a crash would leave of {@link #state}. */
  public S durableState(Key key) {
    S state = durable.get(key);
    return state == null ? mind.machine().initial(key) : state;
  }

  /** The registers that it holds something of. */
  public Set<Key> keys() {
    return Collections.unmodifiableSet(states.keySet());
  }

  /**
   * Crashes.
   *
   * @param keptPercent how much of what is on its way to the disk arrives there
   */
  void crash(int keptPercent) {
    running = false;
    incarnation++;
    for (int kept = inFlight.size() * keptPercent / 100; kept > 0; kept--) {
      inFlight.remove().run();
    }
    inFlight.clear();
    states.clear();
    states.putAll(durable);
    lab.note(id.toString(), "crashes");
  }

  void restart() {
    if (running) {
      return;
    }
    running = true;
    diskFreeNanos = 0;
    lab.note(id.toString(), "restarts");
  }

  /** Loses its disk, which no correct replica does. */
  void forget() {
    durable.clear();
    states.clear();
    lab.note(id.toString(), "forgets everything");
  }

  void receive(Letter.Asked<Q, A> letter) {
    Scope scope = lab.scope(letter.key());
    Access access = lab.access();
    if (access.isRevoked(letter.client())) {
      refuse(letter, new Refusal("revoked", letter.client() + " was removed"));
      return;
    }
    Verified.Verdict<Q> verdict = Verified.check(letter.request(), scope, lab.verifier());
    if (verdict.verified() == null) {
      refuse(letter, new Refusal("invalid", shortened(verdict.reason())));
      return;
    }
    S before = state(letter.key());
    Arrival<Q> arrival = new Arrival<>(scope, letter.client(), verdict.verified(), access);
    Map<Key, S> aside = unspoilt;
    if (aside != null) {
      S there = aside.getOrDefault(letter.key(), honest.machine().initial(letter.key()));
      aside.put(letter.key(), honest.machine().step(there, arrival).next());
    }
    if (mind.isSilent()) {
      return;
    }
    Step<S, A> step = mind.machine().step(before, arrival);
    Refusal refusal = step.refusal();
    if (refusal != null) {
      refuse(letter, refusal);
      return;
    }
    boolean changed = step.next() != before;
    if (changed) {
      states.put(letter.key(), step.next());
    }
    if (lab.durability() == Durability.SEND_BEFORE_PERSIST) {
      send(letter, step);
    }
    persistThen(
        !changed ? null : () -> persist(letter.key(), step.next()),
        () -> {
          if (lab.durability() == Durability.PERSIST_BEFORE_SEND) {
            send(letter, step);
          }
        });
  }

  private void persist(Key key, S state) {
    durable.put(key, state);
    lab.becameDurable(id, key);
  }

  /**
   * Acts after this step and all earlier ones that are still in flight are on disk.
   *
   * @param persist null if the step changed nothing
   */
  private void persistThen(@Nullable Runnable persist, Runnable action) {
    Runnable change = persist == null ? () -> {} : persist;
    long now = lab.nowNanos();
    long done = Math.max(now, diskFreeNanos) + (persist == null ? 0 : lab.diskNanos());
    // What is due at this very moment may not have happened yet.
    if (done == now && inFlight.isEmpty()) {
      change.run();
      action.run();
      return;
    }
    diskFreeNanos = done;
    inFlight.add(change);
    int before = incarnation;
    lab.after(
        done - now,
        () -> {
          if (incarnation == before) {
            inFlight.remove().run();
            action.run();
          }
        });
  }

  private void send(Letter.Asked<Q, A> question, Step<S, A> step) {
    A reply = step.reply();
    if (reply == null) {
      throw new IllegalStateException("a step that neither replies nor refuses");
    }
    lab.send(new Letter.Answered<>(question.client(), id, reply, attestation(step.attest())));
  }

  private @Nullable Attestation attestation(@Nullable Statement statement) {
    if (statement == null) {
      return null;
    }
    Attestor attestor = mind.attestor();
    if (attestor == null) {
      throw new IllegalStateException("a protocol that requires no certificates attests");
    }
    Attestation attestation = attestor.attestAll(List.of(statement)).get(0);
    lab.attested(id, statement);
    return attestation;
  }

  private void refuse(Letter.Asked<Q, A> question, Refusal refusal) {
    ClientId client = question.client();
    Nonce nonce = question.request().nonce();
    persistThen(null, () -> lab.send(new Letter.Refused<>(client, id, nonce, refusal)));
  }

  private static String shortened(String reason) {
    return reason.substring(0, Math.min(reason.length(), Refusal.REASON_LENGTH_MAX));
  }
}
