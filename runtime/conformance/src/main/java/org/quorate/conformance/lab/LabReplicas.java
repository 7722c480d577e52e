package org.quorate.conformance.lab;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.lab.LabReplica.Mind;

/** The replicas of a run, and the liars that hold some of them: from the beginning, or by turns. */
final class LabReplicas<S, Q extends Request, A extends Reply> {
  private final LabSettings settings;
  private final Map<ReplicaId, LabReplica<S, Q, A>> replicas = new TreeMap<>();

  /** What liars that move have at hand of where they were before, by their names. */
  private final Map<String, ReplicaAdversary.Journey<S, Q, A>> journeys = new TreeMap<>();

  /**
   * All replicas of the settings, with their liars.
   *
   * @param cryptography makes their attestors; null if the protocol requires none
   */
  LabReplicas(
      RegisterProtocol<S, Q, A, ?> protocol,
      LabSettings settings,
      @Nullable Cryptography cryptography,
      Surroundings<Q, A> lab) {
    this.settings = settings;
    for (ReplicaId id : ReplicaSet.firstOf(settings.quorums().replicas())) {
      ReplicaMachine<S, Q, A> machine = protocol.replica(id, settings.quorums());
      Attestor attestor = cryptography == null ? null : cryptography.attestor(id);
      Mind<S, Q, A> honest = new Mind<>(machine, attestor, false);
      Mind<S, Q, A> mind = honest;
      ReplicaAdversary liar = settings.liars().get(id);
      if (liar != null) {
        long seed = Seeds.derive(settings.seed(), 1000 + id.number());
        mind = honest.corruptedBy(liar, liar.corrupt(machine, seed), seed);
      }
      replicas.put(id, new LabReplica<>(id, honest, mind, lab));
    }
  }

  LabReplica<S, Q, A> get(ReplicaId id) {
    LabReplica<S, Q, A> replica = replicas.get(id);
    if (replica == null) {
      throw new IllegalArgumentException("no replica " + id);
    }
    return replica;
  }

  /** By number. */
  Collection<LabReplica<S, Q, A>> all() {
    return Collections.unmodifiableCollection(replicas.values());
  }

  void occupy(ReplicaId id, ReplicaAdversary liar) {
    long seed = Seeds.derive(settings.seed(), 999);
    ReplicaAdversary.Journey<S, Q, A> journey = journeys.get(liar.name());
    if (journey == null) {
      journey = liar.journey(seed);
      journeys.put(liar.name(), journey);
    }
    LabReplica<S, Q, A> replica = get(id);
    Mind<S, Q, A> honest = replica.honest();
    replica.occupy(honest.corruptedBy(liar, journey.take(id, honest.machine()), seed));
  }

  ReplicaSet corrupted() {
    return ReplicaSet.copyOf(
        replicas.values().stream().filter(LabReplica::isCorrupted).map(LabReplica::id).toList());
  }
}
