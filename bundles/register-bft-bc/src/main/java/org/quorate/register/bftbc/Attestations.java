package org.quorate.register.bftbc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Combination;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.Misbehaviour;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.ReplyTally;
import org.quorate.api.register.RegisterProtocol.ClientSetting;

/**
 * Attestations of one kind as they come in, and the certificates they make. Immutable. They are
 * combined unverified once a quorum's are there; should that fail, whoever attested wrongly becomes
 * known, and every further one is another occasion.
 */
record Attestations(
    Statement.Kind kind,
    Map<Version, ReplyTally<Attestation>> byVersion,
    Map<Version, Certificate> formed,
    ReplicaSet liars) {

  static Attestations of(Statement.Kind kind) {
    return new Attestations(kind, Map.of(), Map.of(), ReplicaSet.EMPTY);
  }

  @Nullable Certificate certificate(Version version) {
    return formed.get(version);
  }

  ReplicaSet replicas(Version version) {
    return tally(version).replicas();
  }

  /** All versions that somebody attested. */
  Iterable<Version> versions() {
    return byVersion.keySet();
  }

  /**
   * @param attestation null if {@code from} should have sent one and did not
   */
  Attestations with(
      ClientSetting<?> setting,
      ReplicaId from,
      Version version,
      @Nullable Attestation attestation) {
    if (attestation == null) {
      return new Attestations(kind, byVersion, formed, liars.with(from));
    }
    if (tally(version).of(from) != null || liars.contains(from) || formed.containsKey(version)) {
      return this;
    }
    ReplyTally<Attestation> tally = tally(version).with(from, attestation);
    if (!tally.isQuorum(setting.quorums(), QuorumRole.WRITE)) {
      return new Attestations(kind, put(byVersion, version, tally), formed, liars);
    }
    Combination combination =
        Objects.requireNonNull(setting.certifier(), "BFT-BC requires certificates")
            .combine(new Statement(kind, setting.scope(), version), tally.byReplica());
    Certificate certificate = combination.certificate();
    return new Attestations(
        kind,
        put(byVersion, version, tally.without(combination.liars())),
        certificate == null ? formed : put(formed, version, certificate),
        liars.union(combination.liars()));
  }

  /** What was found out since {@code earlier}. */
  List<Misbehaviour> noticedSince(Attestations earlier) {
    return liars.minus(earlier.liars).stream()
        .map(liar -> new Misbehaviour(liar, "attested wrongly or not at all"))
        .toList();
  }

  private ReplyTally<Attestation> tally(Version version) {
    return byVersion.getOrDefault(version, ReplyTally.empty());
  }

  private static <V> Map<Version, V> put(Map<Version, V> map, Version version, V entry) {
    Map<Version, V> next = new HashMap<>(map);
    next.put(version, entry);
    return Map.copyOf(next);
  }
}
