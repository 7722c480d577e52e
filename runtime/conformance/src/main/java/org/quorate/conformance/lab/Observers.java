package org.quorate.conformance.lab;

import java.util.ArrayList;
import java.util.List;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;

/** Tells all who watch a run, in the order in which they came. */
final class Observers<S> implements Lab.Observer<S> {
  private final List<Lab.Observer<S>> observers = new ArrayList<>();

  void add(Lab.Observer<S> observer) {
    observers.add(observer);
  }

  @Override
  public void becameDurable(ReplicaId replica, Key key, S state) {
    observers.forEach(observer -> observer.becameDurable(replica, key, state));
  }

  @Override
  public void attested(ReplicaId replica, Statement statement) {
    observers.forEach(observer -> observer.attested(replica, statement));
  }

  @Override
  public void corrupted(ReplicaSet replicas) {
    observers.forEach(observer -> observer.corrupted(replicas));
  }
}
