package org.quorate.conformance.lab;

import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.quorum.QuorumSystem;

/** Ledgers in place of mathematics. */
final class SymbolicCryptography implements Cryptography {
  private final SymbolicSignatures signatures;
  private final SymbolicCertificates certificates;
  private final QuorumSystem quorums;

  SymbolicCryptography(QuorumSystem quorums, long seed) {
    this.signatures = new SymbolicSignatures(seed);
    this.certificates = new SymbolicCertificates(seed);
    this.quorums = quorums;
  }

  @Override
  public SignatureScheme signatures() {
    return signatures;
  }

  @Override
  public SigningKeys keysOf(String client) {
    return signatures.keysOf(client);
  }

  @Override
  public Certifier certifier() {
    return certificates.certifier(quorums);
  }

  @Override
  public Attestor attestor(ReplicaId replica) {
    return certificates.attestor(replica, certificates.secretOf(replica));
  }
}
