package org.quorate.conformance.lab;

import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.quorum.QuorumSystem;

/** The keys of one run, and all that is signed and checked with them. */
public interface Cryptography {
  /** Where a run has its cryptography from. */
  @FunctionalInterface
  interface Source {
    /**
     * The cryptography of one run.
     *
     * @param seed of the run
     */
    Cryptography of(QuorumSystem quorums, long seed);
  }

  /** Unforgeable by construction, and next to free of cost. */
  static Source symbolic() {
    return SymbolicCryptography::new;
  }

  SignatureScheme signatures();

  /** The signing keys of the client of that name, always the same ones. */
  SigningKeys keysOf(String client);

  Certifier certifier();

  Attestor attestor(ReplicaId replica);

  /** Whether a check takes so long that what was found valid should be remembered, as nodes do. */
  default boolean isCostly() {
    return false;
  }
}
