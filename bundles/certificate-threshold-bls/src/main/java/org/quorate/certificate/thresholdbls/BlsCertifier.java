package org.quorate.certificate.thresholdbls;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.certificate.Combination;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.recovery.ShareLabel;
import supranational.blst.P1;
import supranational.blst.P1_Affine;

/** Checks signatures of the service's key and makes them from shares. Thread-safe. */
final class BlsCertifier implements Certifier {
  /** A batch lies with probability 2^-64, by a forger who cannot know the weights beforehand. */
  private static final int WEIGHT_BITS = 64;

  private static final int INTERPOLATIONS_MAX = 512;

  private final PublicParameters parameters;
  private final Hashes hashes;
  private final Sharing initial;
  private final SecureRandom weights = new SecureRandom();

  BlsCertifier(PublicParameters parameters, Hashes hashes) {
    this.parameters = parameters;
    this.hashes = hashes;
    this.initial =
        new Sharing(
            ShareLabel.INITIAL, parameters, new Recent<>(INTERPOLATIONS_MAX, Interpolation::of));
  }

  @Override
  public boolean verify(Statement statement, Bytes proof) {
    return Suite.decodeSignature(proof)
        .filter(signature -> isCertificate(signature, hashes.negated(statement.encoded())))
        .isPresent();
  }

  private boolean isCertificate(P1_Affine signature, P1_Affine negatedHash) {
    return Suite.isSigned(signature, negatedHash, parameters.serviceKey());
  }

  /**
   * All certificates are signatures by one key, so that a random linear combination of them needs
   * two pairings in all (Bellare, Garay and Rabin 1998; every point must be in the group of prime
   * order, or errors of small order would cancel). If it fails each is verified alone.
   */
  @Override
  public List<Boolean> verifyAll(List<Proof> proofs) {
    List<Candidate> candidates = proofs.stream().map(this::candidate).toList();
    List<Candidate> points = candidates.stream().filter(Candidate::isPoint).toList();
    if (points.size() > 1 && isValidTogether(points)) {
      return candidates.stream().map(Candidate::isPoint).toList();
    }
    return candidates.stream().map(this::isValid).toList();
  }

  private boolean isValid(Candidate candidate) {
    return candidate.signature.filter(point -> isCertificate(point, candidate.hash())).isPresent();
  }

  private boolean isValidTogether(List<Candidate> points) {
    P1 signatures = new P1();
    P1 negatedHashes = new P1();
    for (Candidate point : points) {
      BigInteger weight = new BigInteger(WEIGHT_BITS, weights);
      point.signature.ifPresent(signature -> signatures.add(signature.to_jacobian().mult(weight)));
      negatedHashes.add(point.hash().to_jacobian().mult(weight));
    }
    return isCertificate(signatures.to_affine(), negatedHashes.to_affine());
  }

  private Candidate candidate(Proof proof) {
    return new Candidate(
        hashes.negated(proof.statement().encoded()), Suite.decodeSignature(proof.proof()));
  }

  /** The negated hash of a statement and what shall be its signature, if that is a point of G1. */
  private record Candidate(P1_Affine hash, Optional<P1_Affine> signature) {
    boolean isPoint() {
      return signature.isPresent();
    }
  }

  @Override
  public boolean verifyAttestation(
      Statement statement, ReplicaId replica, Attestation attestation) {
    return parameters.contains(replica)
        && initial
            .decode(attestation)
            .filter(share -> initial.isValid(replica, share, hashes.negated(statement.encoded())))
            .isPresent();
  }

  @Override
  public Combination combine(Statement statement, Map<ReplicaId, Attestation> attestations) {
    if (attestations.size() < parameters.quorumSize()) {
      return Combination.insufficient(ReplicaSet.EMPTY);
    }
    Sharing.Result result = initial.combine(hashes.negated(statement.encoded()), attestations);
    return result
        .signature()
        .map(signature -> Bytes.wrap(signature.compress()))
        .map(proof -> new Certificate(statement.scope().epoch(), proof))
        .map(certificate -> Combination.of(certificate, result.liars()))
        .orElseGet(() -> Combination.insufficient(result.liars()));
  }
}
