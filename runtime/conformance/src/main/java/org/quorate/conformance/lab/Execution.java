package org.quorate.conformance.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Outcome;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Verified;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;

/** One client operation being driven, from its first input to its outcome. */
final class Execution<Q extends Request, A extends Reply, J> {
  private static final long RESEND_NANOS_FIRST = 30_000_000;
  private static final long RESEND_NANOS_MAX = 960_000_000;

  private final ClientId self;
  private final Key key;
  private final Nonce nonce;
  private final @Nullable LabOperation handle;
  private final Surroundings<Q, A> lab;
  private final Home<J> home;
  private final Consumer<Outcome> ended;
  private final List<Pending<Q>> pending = new ArrayList<>();
  private ClientOperation<Q, A, J> machine;
  private boolean live = true;
  private int asking;
  private int timing;

  /** What the execution needs of its client. */
  interface Home<J> {
    /** False if the client crashed the moment after. */
    boolean keep(Key key, J journal);

    Bytes sign(Bytes payload);
  }

  private static final class Pending<Q extends Request> {
    private final Q request;
    private ReplicaSet to;

    Pending(Ask<Q> ask) {
      this.request = ask.request();
      this.to = ask.to();
    }
  }

  /**
   * @param handle what is told of round trips and misbehaviour; null for nobody
   * @param ended called once, at the end
   */
  Execution(
      ClientId self,
      Key key,
      Nonce nonce,
      ClientOperation<Q, A, J> machine,
      @Nullable LabOperation handle,
      Surroundings<Q, A> lab,
      Home<J> home,
      Consumer<Outcome> ended) {
    this.self = self;
    this.key = key;
    this.nonce = nonce;
    this.machine = machine;
    this.handle = handle;
    this.lab = lab;
    this.home = home;
    this.ended = ended;
  }

  void start() {
    feed(new Input.Started<>());
  }

  /** Nothing happens to it any more. */
  void stop() {
    live = false;
  }

  String progress() {
    return machine.progress();
  }

  void receive(Letter<Q, A> letter) {
    if (letter instanceof Letter.Answered<Q, A> answer) {
      answered(answer);
    } else if (letter instanceof Letter.Refused<Q, A> refusal) {
      if (!refusal.nonce().operation().equals(nonce.operation())) {
        return;
      }
      settled(refusal.replica(), refusal.nonce());
      feed(new Input.Refused<>(refusal.replica(), refusal.nonce(), refusal.refusal()));
    }
  }

  private void answered(Letter.Answered<Q, A> answer) {
    if (!answer.reply().nonce().operation().equals(nonce.operation())) {
      return;
    }
    Verified.Verdict<A> verdict = Verified.check(answer.reply(), lab.scope(key), lab.verifier());
    if (verdict.verified() == null) {
      lab.lost(answer, "dropped, " + verdict.reason());
      return;
    }
    settled(answer.replica(), answer.reply().nonce());
    feed(new Input.Answered<>(answer.replica(), verdict.verified(), answer.attestation()));
  }

  private void settled(ReplicaId replica, Nonce asked) {
    for (Pending<Q> ask : pending) {
      if (ask.request.nonce().equals(asked)) {
        ask.to = ask.to.without(replica);
      }
    }
  }

  private void feed(Input<A> input) {
    if (!live) {
      return;
    }
    ClientStep<Q, A, J> step = machine.step(input);
    machine = step.next();
    J journal = step.journal();
    if (journal != null && !home.keep(key, journal)) {
      return;
    }
    if (handle != null) {
      handle.notice(step.noticed());
    }
    step.noticed().forEach(notice -> lab.note(self.name(), "notices " + notice));
    if (!step.asks().isEmpty()) {
      ask(step.asks());
    }
    Integer timerMillis = step.timerMillis();
    if (timerMillis != null) {
      setTimer(timerMillis);
    }
    if (!(step.outcome() instanceof Outcome.Pending)) {
      live = false;
      ended.accept(step.outcome());
      return;
    }
    Bytes payload = step.sign();
    if (payload != null) {
      feed(new Input.Signed<>(home.sign(payload)));
    }
  }

  private void ask(List<Ask<Q>> asks) {
    pending.clear();
    asks.forEach(ask -> pending.add(new Pending<>(ask)));
    if (handle != null) {
      handle.asked();
    }
    asking++;
    sendPending(asking, RESEND_NANOS_FIRST);
  }

  private void sendPending(int question, long againNanos) {
    if (!live || question != asking || pending.stream().allMatch(ask -> ask.to.isEmpty())) {
      return;
    }
    for (Pending<Q> ask : pending) {
      for (ReplicaId replica : ask.to) {
        lab.send(new Letter.Asked<>(self, replica, key, ask.request));
      }
    }
    lab.after(againNanos, () -> sendPending(question, Math.min(2 * againNanos, RESEND_NANOS_MAX)));
  }

  private void setTimer(int millis) {
    timing++;
    int set = timing;
    lab.after(
        millis * 1_000_000L,
        () -> {
          if (set == timing) {
            feed(new Input.TimerFired<>());
          }
        });
  }
}
