package org.quorate.conformance.lab;

import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ReplicaSet;

/** Loses, doubles, delays and blocks letters. */
final class LabNetwork<Q extends Request, A extends Reply> {
  private final Agenda agenda;
  private final long seed;
  private final Trace trace;
  private final LabWorld.Inhabitants<Q, A> inhabitants;
  private NetworkConditions conditions;
  private Predicate<Letter<Q, A>> passes = letter -> true;
  private ReplicaSet cutOff = ReplicaSet.EMPTY;
  private IntPredicate withheld = number -> false;
  private int sent;

  LabNetwork(
      NetworkConditions conditions,
      Agenda agenda,
      long seed,
      Trace trace,
      LabWorld.Inhabitants<Q, A> inhabitants) {
    this.conditions = conditions;
    this.agenda = agenda;
    this.seed = seed;
    this.trace = trace;
    this.inhabitants = inhabitants;
  }

  void conditions(NetworkConditions now) {
    conditions = now;
  }

  void letPass(Predicate<Letter<Q, A>> filter) {
    passes = filter;
  }

  void cutOff(ReplicaSet unreachable) {
    cutOff = unreachable;
  }

  void withhold(IntPredicate which) {
    withheld = which;
  }

  void heal() {
    conditions = NetworkConditions.CALM;
    passes = letter -> true;
    cutOff = ReplicaSet.EMPTY;
  }

  void send(Letter<Q, A> letter) {
    int number = sent++;
    if (withheld.test(number)) {
      lost(letter, "withheld");
      return;
    }
    // Chances of its own, so that one letter more or less changes nothing for the others.
    SplittableRandom chance = new SplittableRandom(Seeds.derive(seed, number));
    if (chance.nextInt(100) < conditions.lossPercent()) {
      lost(letter, "lost");
      return;
    }
    deliverLater(number, letter, chance);
    if (chance.nextInt(100) < conditions.duplicationPercent()) {
      deliverLater(number, letter, chance);
    }
  }

  void lost(Letter<Q, A> letter, String why) {
    trace.add(new Trace.Lost(agenda.nowNanos(), letter, why));
  }

  private void deliverLater(int number, Letter<Q, A> letter, SplittableRandom chance) {
    int spread = conditions.delayMicrosMax() - conditions.delayMicrosMin();
    int micros = conditions.delayMicrosMin() + chance.nextInt(spread + 1);
    agenda.after(1000L * micros, () -> deliver(number, letter));
  }

  private void deliver(int number, Letter<Q, A> letter) {
    if (!inhabitants.canReceive(letter)) {
      lost(letter, "nobody there");
    } else if (cutOff.contains(letter.replica()) || !passes.test(letter)) {
      lost(letter, "blocked");
    } else {
      trace.add(new Trace.Delivered(agenda.nowNanos(), number, letter));
      inhabitants.receive(letter);
    }
  }
}
