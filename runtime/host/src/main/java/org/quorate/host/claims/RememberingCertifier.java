package org.quorate.host.claims;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.certificate.Combination;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;

/**
 * Tells of each certificate that it has combined.
 *
 * @param combined told of the statement and its certificate
 */
record RememberingCertifier(Certifier certifier, BiConsumer<Statement, Certificate> combined)
    implements Certifier {
  @Override
  public boolean verify(Statement statement, Bytes proof) {
    return certifier.verify(statement, proof);
  }

  @Override
  public List<Boolean> verifyAll(List<Proof> proofs) {
    return certifier.verifyAll(proofs);
  }

  @Override
  public boolean verifyAttestation(
      Statement statement, ReplicaId replica, Attestation attestation) {
    return certifier.verifyAttestation(statement, replica, attestation);
  }

  @Override
  public Combination combine(Statement statement, Map<ReplicaId, Attestation> attestations) {
    Combination combination = certifier.combine(statement, attestations);
    Certificate certificate = combination.certificate();
    if (certificate != null) {
      combined.accept(statement, certificate);
    }
    return combination;
  }
}
