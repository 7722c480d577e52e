package org.quorate.api.certificate;

import java.security.SecureRandom;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;

/**
 * How the attestations of a quorum become a certificate. Registered as an OSGi service.
 *
 * <p>Implementations must be thread-safe, because one instance serves all event loops, and must
 * hold no secret beyond the objects they return, because those are dropped at a swap.
 */
@ConsumerType
public interface CertificateScheme {
  /** For example {@code threshold-bls}; equal to the service property {@code name}. */
  String name();

  CertificateTraits traits();

  /**
   * Makes the keys of all replicas, as a trusted dealer.
   *
   * @throws org.quorate.api.quorum.ImpossibleConfigurationException if the quorum system does not
   *     fit the scheme, with what would
   */
  Dealing deal(CertificateSetting setting, SecureRandom random);

  /**
   * The public side: checks and makes certificates.
   *
   * @throws IllegalArgumentException if {@code publicParameters} are not what {@link #deal} makes
   *     for such a setting
   */
  Certifier certifier(CertificateSetting setting, Bytes publicParameters);

  /**
   * The secret side of one replica.
   *
   * @throws IllegalArgumentException if {@code secret} does not belong to {@code self} under {@code
   *     publicParameters}: a replica must not start with a wrong key, because its attestations
   *     would look like lies
   */
  Attestor attestor(
      CertificateSetting setting, Bytes publicParameters, ReplicaId self, Bytes secret);

  /**
   * The keys of all replicas.
   *
   * @param publicParameters known to everybody, part of the configuration descriptor
   * @param secrets for each replica what it alone may know
   */
  record Dealing(Bytes publicParameters, Map<ReplicaId, Bytes> secrets) {
    public Dealing {
      secrets = Map.copyOf(secrets);
    }

    /** Shows no secret. */
    @Override
    public String toString() {
      return "Dealing[" + secrets.size() + " secrets]";
    }
  }
}
