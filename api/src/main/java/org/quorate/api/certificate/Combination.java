package org.quorate.api.certificate;

import org.jspecify.annotations.Nullable;
import org.quorate.api.model.ReplicaSet;

/**
 * What came of combining attestations.
 *
 * @param certificate null if the valid attestations do not suffice (yet)
 * @param liars replicas whose attestation was checked and found bad; empty when the first attempt
 *     succeeded, since then nobody was checked
 */
public record Combination(@Nullable Certificate certificate, ReplicaSet liars) {
  public static Combination of(Certificate certificate, ReplicaSet liars) {
    return new Combination(certificate, liars);
  }

  public static Combination insufficient(ReplicaSet liars) {
    return new Combination(null, liars);
  }
}
