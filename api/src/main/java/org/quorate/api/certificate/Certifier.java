package org.quorate.api.certificate;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;

/**
 * Checks certificates and makes them from attestations. Must be thread-safe, and each method a pure
 * function of its arguments: protocols call them inside their pure machines.
 *
 * <p>It knows nothing of genesis, whose certificate is valid by definition: whoever asks handles
 * that (see {@link org.quorate.api.machine.Claim.Certified}).
 */
@ConsumerType
public interface Certifier {
  /**
   * Whether {@code proof} shows that a quorum attested its statement. Never throws on bad input.
   */
  boolean verify(Statement statement, Bytes proof);

  /**
   * Verifies many at once, in the order of {@code proofs}; a scheme may do so for less than the
   * sum, but must give for each the same verdict as {@link #verify}.
   */
  default List<Boolean> verifyAll(List<Proof> proofs) {
    return proofs.stream().map(proof -> verify(proof.statement(), proof.proof())).toList();
  }

  /**
   * Whether {@code attestation} is {@code replica}'s valid word on {@code statement}. Never throws
   * on bad input.
   */
  boolean verifyAttestation(Statement statement, ReplicaId replica, Attestation attestation);

  /**
   * Combines attestations, none of them verified before. Optimistic: takes the first that suffice,
   * checks the one result, and only if that fails checks each attestation and goes on with the
   * valid ones. A bad attestation must cost time only, never the certificate, as long as the valid
   * ones of one sharing suffice.
   *
   * @param attestations by replica, in the order of their arrival
   */
  Combination combine(Statement statement, Map<ReplicaId, Attestation> attestations);

  /** A proof and the statement it is to prove. */
  record Proof(Statement statement, Bytes proof) {}
}
