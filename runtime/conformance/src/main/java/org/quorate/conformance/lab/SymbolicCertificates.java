package org.quorate.conformance.lab;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.certificate.CertificateSetting;
import org.quorate.api.certificate.CertificateTraits;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.certificate.Combination;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.recovery.ShareLabel;

/**
 * Certificates that are unforgeable by construction and cost next to nothing: an attestation is the
 * proof of an entry in a ledger that only the replica's {@link Attestor} can make, a certificate
 * the proofs of a write quorum, by the numbers of the replicas. Good within one process.
 * Thread-safe.
 *
 * <p>The ledger is also the record of everything that was ever attested, which is more than what
 * ended up in certificates, and what the strongest invariants are about.
 */
public final class SymbolicCertificates implements CertificateScheme {
  private final Ledger<Attested> ledger;
  private final long secret;

  public SymbolicCertificates(long seed) {
    this.secret = Seeds.derive(seed, 3);
    this.ledger = new Ledger<>(Seeds.derive(seed, 4));
  }

  /** That {@code replica} attested {@code statement}. */
  public record Attested(ReplicaId replica, Statement statement) {}

  /** Everything that any replica attested, liars included, in the order in which it was first. */
  public List<Attested> attested() {
    return ledger.entries();
  }

  @Override
  public String name() {
    return "symbolic";
  }

  @Override
  public CertificateTraits traits() {
    return new CertificateTraits(false, true, false, "q entries in a ledger");
  }

  @Override
  public Dealing deal(CertificateSetting setting, SecureRandom random) {
    Map<ReplicaId, Bytes> secrets = new LinkedHashMap<>();
    ReplicaSet.firstOf(setting.quorums().replicas())
        .forEach(replica -> secrets.put(replica, secretOf(replica)));
    return new Dealing(Bytes.EMPTY, secrets);
  }

  Bytes secretOf(ReplicaId replica) {
    return Bytes.utf8(replica + ":" + Seeds.derive(secret, replica.number()));
  }

  @Override
  public Certifier certifier(CertificateSetting setting, Bytes publicParameters) {
    return certifier(setting.quorums());
  }

  Certifier certifier(QuorumSystem quorums) {
    return new SymbolicCertifier(ledger, quorums);
  }

  @Override
  public Attestor attestor(
      CertificateSetting setting, Bytes publicParameters, ReplicaId self, Bytes secret) {
    return attestor(self, secret);
  }

  Attestor attestor(ReplicaId self, Bytes secret) {
    if (!secret.equalsInConstantTime(secretOf(self))) {
      throw new IllegalArgumentException("not the secret of " + self);
    }
    return statements -> {
      List<Attestation> attestations = new ArrayList<>(statements.size());
      for (Statement statement : statements) {
        Bytes proof = ledger.enter(new Attested(self, statement));
        attestations.add(new Attestation(ShareLabel.INITIAL, proof));
      }
      return attestations;
    };
  }

  private record SymbolicCertifier(Ledger<Attested> ledger, QuorumSystem quorums)
      implements Certifier {

    @Override
    public boolean verify(Statement statement, Bytes proof) {
      if (proof.length() % Ledger.PROOF_BYTES != 0) {
        return false;
      }
      List<ReplicaId> signers = new ArrayList<>();
      for (int at = 0; at < proof.length(); at += Ledger.PROOF_BYTES) {
        Attested entry = ledger.find(proof.slice(at, at + Ledger.PROOF_BYTES));
        if (entry == null || !entry.statement().equals(statement) || !inOrder(signers, entry)) {
          return false;
        }
        signers.add(entry.replica());
      }
      return quorums.isQuorum(QuorumRole.WRITE, ReplicaSet.copyOf(signers));
    }

    /** One byte form for one set of signers: ascending, none twice. */
    private static boolean inOrder(List<ReplicaId> signers, Attested next) {
      return signers.isEmpty() || signers.get(signers.size() - 1).compareTo(next.replica()) < 0;
    }

    @Override
    public boolean verifyAttestation(
        Statement statement, ReplicaId replica, Attestation attestation) {
      return attestation.label().equals(ShareLabel.INITIAL)
          && new Attested(replica, statement).equals(ledger.find(attestation.proof()));
    }

    @Override
    public Combination combine(Statement statement, Map<ReplicaId, Attestation> attestations) {
      List<ReplicaId> valid = new ArrayList<>();
      List<ReplicaId> liars = new ArrayList<>();
      for (Map.Entry<ReplicaId, Attestation> entry : attestations.entrySet()) {
        boolean good = verifyAttestation(statement, entry.getKey(), entry.getValue());
        (good ? valid : liars).add(entry.getKey());
        if (liars.isEmpty() && isQuorum(valid)) {
          return Combination.of(certificate(statement, valid, attestations), ReplicaSet.EMPTY);
        }
      }
      ReplicaSet found = ReplicaSet.copyOf(liars);
      return isQuorum(valid)
          ? Combination.of(certificate(statement, valid, attestations), found)
          : Combination.insufficient(found);
    }

    private boolean isQuorum(List<ReplicaId> members) {
      return quorums.isQuorum(QuorumRole.WRITE, ReplicaSet.copyOf(members));
    }

    private static Certificate certificate(
        Statement statement, List<ReplicaId> signers, Map<ReplicaId, Attestation> attestations) {
      Bytes proof = Bytes.EMPTY;
      for (ReplicaId signer : ReplicaSet.copyOf(signers)) {
        proof = proof.concat(proofOf(attestations.get(signer)));
      }
      return new Certificate(statement.scope().epoch(), proof);
    }

    private static Bytes proofOf(@Nullable Attestation attestation) {
      if (attestation == null) {
        throw new IllegalStateException("a signer without an attestation");
      }
      return attestation.proof();
    }
  }
}
