package org.quorate.conformance.lab;

import java.util.Random;
import java.util.function.Predicate;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ReplicaSet;

/** Loses, doubles, delays and blocks letters. */
final class LabNetwork<Q extends Request, A extends Reply> {
  private final Agenda agenda;
  private final Random chance;
  private final Trace trace;
  private final LabWorld.Inhabitants<Q, A> inhabitants;
  private NetworkConditions conditions;
  private Predicate<Letter<Q, A>> passes = letter -> true;
  private ReplicaSet cutOff = ReplicaSet.EMPTY;

  LabNetwork(
      NetworkConditions conditions,
      Agenda agenda,
      Random chance,
      Trace trace,
      LabWorld.Inhabitants<Q, A> inhabitants) {
    this.conditions = conditions;
    this.agenda = agenda;
    this.chance = chance;
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

  void heal() {
    conditions = NetworkConditions.CALM;
    passes = letter -> true;
    cutOff = ReplicaSet.EMPTY;
  }

  void send(Letter<Q, A> letter) {
    if (chance.nextInt(100) < conditions.lossPercent()) {
      lost(letter, "lost");
      return;
    }
    deliverLater(letter);
    if (chance.nextInt(100) < conditions.duplicationPercent()) {
      deliverLater(letter);
    }
  }

  void lost(Letter<Q, A> letter, String why) {
    trace.add(new Trace.Lost(agenda.nowNanos(), letter, why));
  }

  private void deliverLater(Letter<Q, A> letter) {
    int spread = conditions.delayMicrosMax() - conditions.delayMicrosMin();
    int micros = conditions.delayMicrosMin() + chance.nextInt(spread + 1);
    agenda.after(1000L * micros, () -> deliver(letter));
  }

  private void deliver(Letter<Q, A> letter) {
    if (!inhabitants.canReceive(letter)) {
      lost(letter, "nobody there");
    } else if (cutOff.contains(letter.replica()) || !passes.test(letter)) {
      lost(letter, "blocked");
    } else {
      trace.add(new Trace.Delivered(agenda.nowNanos(), letter));
      inhabitants.receive(letter);
    }
  }
}
