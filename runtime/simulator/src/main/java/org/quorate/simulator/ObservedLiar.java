package org.quorate.simulator;

import java.util.List;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Key;

/** Counts how often a liar does other than an honest replica would: only then was it an attack. */
record ObservedLiar(ReplicaAdversary liar, Reached reached) implements ReplicaAdversary {

  static final String PREFIX = "lie ";

  /** How {@code reached} knows a liar's lies. */
  static String name(ReplicaAdversary liar) {
    return PREFIX + liar.name();
  }

  @Override
  public String name() {
    return liar.name();
  }

  @Override
  public String description() {
    return liar.description();
  }

  @Override
  public boolean isSilent() {
    if (liar.isSilent()) {
      reached.count(name(liar));
    }
    return liar.isSilent();
  }

  @Override
  public <S, Q extends Request, A extends Reply> ReplicaMachine<S, Q, A> corrupt(
      ReplicaMachine<S, Q, A> honest, long seed) {
    return watched(honest, liar.corrupt(honest, seed));
  }

  @Override
  public <S, Q extends Request, A extends Reply> Journey<S, Q, A> journey(long seed) {
    Journey<S, Q, A> journey = liar.journey(seed);
    return (replica, honest) -> watched(honest, journey.take(replica, honest));
  }

  private <S, Q extends Request, A extends Reply> ReplicaMachine<S, Q, A> watched(
      ReplicaMachine<S, Q, A> honest, ReplicaMachine<S, Q, A> lying) {
    return new ReplicaMachine<>() {
      @Override
      public S initial(Key key) {
        return lying.initial(key);
      }

      @Override
      public Step<S, A> step(S state, Arrival<Q> arrival) {
        Step<S, A> step = lying.step(state, arrival);
        if (!step.equals(honest.step(state, arrival))) {
          reached.count(name(liar));
        }
        return step;
      }
    };
  }

  @Override
  public Attestor corrupt(Attestor honest, long seed) {
    Attestor lying = liar.corrupt(honest, seed);
    return statements -> {
      List<Attestation> attestations = lying.attestAll(statements);
      if (!attestations.equals(honest.attestAll(statements))) {
        reached.count(name(liar));
      }
      return attestations;
    };
  }
}
