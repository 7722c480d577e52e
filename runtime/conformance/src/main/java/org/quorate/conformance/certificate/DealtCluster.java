package org.quorate.conformance.certificate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.certificate.CertificateScheme.Dealing;
import org.quorate.api.certificate.CertificateSetting;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.certificate.Combination;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.conformance.hostile.SeededRandom;

/** The keys of one cluster, with everything made of them. Attestations are made once and kept. */
final class DealtCluster {
  final CertificateSetting setting;
  final Dealing dealing;
  final Certifier certifier;
  final Map<ReplicaId, Attestor> attestors;

  private final Map<Statement, Map<ReplicaId, Attestation>> made = new ConcurrentHashMap<>();

  DealtCluster(CertificateScheme scheme, CertificateSetting setting, long seed) {
    this.setting = setting;
    this.dealing = scheme.deal(setting, new SeededRandom(seed));
    this.certifier = scheme.certifier(setting, dealing.publicParameters());
    this.attestors =
        dealing.secrets().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry ->
                        scheme.attestor(
                            setting,
                            dealing.publicParameters(),
                            entry.getKey(),
                            entry.getValue())));
  }

  QuorumSystem quorums() {
    return setting.quorums();
  }

  ReplicaSet replicas() {
    return ReplicaSet.firstOf(quorums().replicas());
  }

  Attestor attestor(ReplicaId replica) {
    return Objects.requireNonNull(attestors.get(replica));
  }

  Bytes secret(ReplicaId replica) {
    return Objects.requireNonNull(dealing.secrets().get(replica));
  }

  Attestation attestation(Statement statement, ReplicaId replica) {
    return made.computeIfAbsent(statement, s -> new ConcurrentHashMap<>())
        .computeIfAbsent(replica, r -> attestor(r).attestAll(List.of(statement)).get(0));
  }

  /** What {@code replicas} attest, in the order of their numbers. */
  Map<ReplicaId, Attestation> attestations(Statement statement, ReplicaSet replicas) {
    Map<ReplicaId, Attestation> attestations = new LinkedHashMap<>();
    replicas.forEach(replica -> attestations.put(replica, attestation(statement, replica)));
    return attestations;
  }

  Combination combination(Statement statement, ReplicaSet replicas) {
    return certifier.combine(statement, attestations(statement, replicas));
  }

  /** The certificate that {@code replicas} give on {@code statement}; they must be a quorum. */
  Certificate certificate(Statement statement, ReplicaSet replicas) {
    return formed(combination(statement, replicas), replicas.toString());
  }

  /** The certificate that must have come of {@code combination}. */
  static Certificate formed(Combination combination, String attempt) {
    Certificate certificate = combination.certificate();
    if (certificate == null) {
      throw new AssertionError("no certificate: " + attempt + " with " + combination.liars());
    }
    return certificate;
  }

  Certificate certificate(Statement statement) {
    return certificate(statement, replicas());
  }

  List<ReplicaSet> minimalQuorums() {
    return subsetsWhere(
        set -> isQuorum(set) && set.stream().noneMatch(replica -> isQuorum(set.without(replica))));
  }

  List<ReplicaSet> maximalNonQuorums() {
    return subsetsWhere(
        set ->
            !isQuorum(set)
                && replicas().minus(set).stream().allMatch(replica -> isQuorum(set.with(replica))));
  }

  private boolean isQuorum(ReplicaSet set) {
    return quorums().isQuorum(QuorumRole.WRITE, set);
  }

  private List<ReplicaSet> subsetsWhere(Predicate<ReplicaSet> condition) {
    List<ReplicaSet> found = new ArrayList<>();
    LongStream.range(0, 1L << quorums().replicas())
        .mapToObj(mask -> BitSet.valueOf(new long[] {mask << 1}))
        .map(numbers -> ReplicaSet.of(numbers.stream().toArray()))
        .filter(condition)
        .forEach(found::add);
    return found;
  }
}
