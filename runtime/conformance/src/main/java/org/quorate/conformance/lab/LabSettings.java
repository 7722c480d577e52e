package org.quorate.conformance.lab;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumSystem;

/**
 * What a run of the laboratory is made of, besides the protocol.
 *
 * @param seed decides everything that is left to chance
 * @param liars the faulty replicas and how each of them lies; may be more than the system tolerates
 * @param diskMicrosMax how long it takes at most until a step is durable; 0 for at once
 * @param durability what a replica's host does about "persist before send"
 * @param cryptography where its keys, signatures and certificates come from
 */
public record LabSettings(
    QuorumSystem quorums,
    long seed,
    NetworkConditions network,
    Map<ReplicaId, ReplicaAdversary> liars,
    int diskMicrosMax,
    Durability durability,
    Cryptography.Source cryptography) {

  /** When what a replica shows is durable. */
  public enum Durability {
    /** Before it is shown, as every host must do. */
    PERSIST_BEFORE_SEND,
    /** After it was shown: a broken host, by which checkers prove that they look. */
    SEND_BEFORE_PERSIST
  }

  public LabSettings {
    liars = Collections.unmodifiableMap(new TreeMap<>(liars));
  }

  /** A calm network, honest replicas, disks without delay. */
  public static LabSettings of(QuorumSystem quorums, long seed) {
    return new LabSettings(
        quorums,
        seed,
        NetworkConditions.CALM,
        Map.of(),
        0,
        Durability.PERSIST_BEFORE_SEND,
        Cryptography.symbolic());
  }

  /** As {@link #of(QuorumSystem, long)} over threshold quorums. */
  public static LabSettings of(int replicas, int faults, QuorumKind kind, long seed) {
    return of(new ThresholdQuorums(replicas, faults, kind), seed);
  }

  public LabSettings network(NetworkConditions conditions) {
    return new LabSettings(
        quorums, seed, conditions, liars, diskMicrosMax, durability, cryptography);
  }

  /** Adds {@code replica} to the liars. */
  public LabSettings liar(int replica, ReplicaAdversary adversary) {
    Map<ReplicaId, ReplicaAdversary> more = new TreeMap<>(liars);
    more.put(new ReplicaId(replica), adversary);
    return new LabSettings(quorums, seed, network, more, diskMicrosMax, durability, cryptography);
  }

  public LabSettings diskMicrosMax(int micros) {
    return new LabSettings(quorums, seed, network, liars, micros, durability, cryptography);
  }

  public LabSettings durability(Durability choice) {
    return new LabSettings(quorums, seed, network, liars, diskMicrosMax, choice, cryptography);
  }

  public LabSettings cryptography(Cryptography.Source source) {
    return new LabSettings(quorums, seed, network, liars, diskMicrosMax, durability, source);
  }

  /** The replicas that do not lie; they may crash. */
  public ReplicaSet correct() {
    return ReplicaSet.firstOf(quorums.replicas()).minus(ReplicaSet.copyOf(liars.keySet()));
  }
}
