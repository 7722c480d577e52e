package org.quorate.certificate.thresholdbls;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.recovery.ShareLabel;
import supranational.blst.P1_Affine;

/**
 * One sharing of the service's key: shares of its label, and of no other, combine.
 *
 * @param label what its shares are tagged with
 * @param interpolations the coefficients of the quorums that answered lately
 */
record Sharing(
    ShareLabel label,
    PublicParameters parameters,
    Recent<ReplicaSet, Interpolation> interpolations) {

  /** Whether {@code replica}'s share on the hashed message is right. */
  boolean isValid(ReplicaId replica, P1_Affine share, P1_Affine negatedHash) {
    return share.in_group()
        && Suite.isSigned(share, negatedHash, parameters.verificationKey(replica));
  }

  /** The share that {@code attestation} holds; its group is checked by {@link #isValid} only. */
  Optional<P1_Affine> decode(Attestation attestation) {
    return attestation.label().equals(label)
        ? Suite.decodeOnCurve(attestation.proof())
        : Optional.empty();
  }

  /**
   * Combines the attestations of this label.
   *
   * <p>The first q shares are combined unverified and the result is verified: one verification in
   * the place of q. Only if that fails is each share verified, at most once, so that the cost is
   * bounded by n share verifications and two attempts.
   */
  Result combine(P1_Affine negatedHash, Map<ReplicaId, Attestation> attestations) {
    Attempt attempt = new Attempt(attestations);
    attempt.fill((replica, share) -> true);
    Optional<P1_Affine> signature = attempt.signature(negatedHash);
    if (signature.isEmpty() && attempt.isFull()) {
      BiPredicate<ReplicaId, P1_Affine> valid =
          (replica, share) -> isValid(replica, share, negatedHash);
      attempt.dropUnless(valid);
      attempt.fill(valid);
      signature = attempt.signature(negatedHash);
    }
    return new Result(signature, attempt.liars);
  }

  /** What came of combining, and who gave a bad share. */
  record Result(Optional<P1_Affine> signature, ReplicaSet liars) {}

  /** The shares of one combination: q of them, taken in the order of their arrival. */
  private final class Attempt {
    private final Map<ReplicaId, P1_Affine> shares = new LinkedHashMap<>();
    private final Iterator<Map.Entry<ReplicaId, Attestation>> waiting;
    private ReplicaSet liars = ReplicaSet.EMPTY;

    Attempt(Map<ReplicaId, Attestation> attestations) {
      this.waiting =
          attestations.entrySet().stream()
              .filter(entry -> parameters.contains(entry.getKey()))
              .filter(entry -> entry.getValue().label().equals(label))
              .iterator();
    }

    boolean isFull() {
      return shares.size() >= parameters.quorumSize();
    }

    /** Takes waiting shares that meet {@code condition} until they suffice. */
    void fill(BiPredicate<ReplicaId, P1_Affine> condition) {
      while (!isFull() && waiting.hasNext()) {
        Map.Entry<ReplicaId, Attestation> next = waiting.next();
        ReplicaId replica = next.getKey();
        decode(next.getValue())
            .filter(share -> condition.test(replica, share))
            .ifPresentOrElse(
                share -> shares.put(replica, share), () -> liars = liars.with(replica));
      }
    }

    void dropUnless(BiPredicate<ReplicaId, P1_Affine> condition) {
      ReplicaSet before = ReplicaSet.copyOf(shares.keySet());
      shares.entrySet().removeIf(share -> !condition.test(share.getKey(), share.getValue()));
      liars = liars.union(before.minus(ReplicaSet.copyOf(shares.keySet())));
    }

    Optional<P1_Affine> signature(P1_Affine negatedHash) {
      if (!isFull()) {
        return Optional.empty();
      }
      ReplicaSet members = ReplicaSet.copyOf(shares.keySet());
      return Optional.of(interpolations.of(members).combine(shares))
          .filter(P1_Affine::in_group)
          .filter(signature -> Suite.isSigned(signature, negatedHash, parameters.serviceKey()));
    }
  }
}
