package org.quorate.simulator;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.certificate.Combination;
import org.quorate.api.certificate.Statement;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.lab.Cryptography;
import org.quorate.conformance.lab.Lab;
import org.quorate.conformance.lab.LabOperation;
import org.quorate.conformance.lab.LabSettings;
import org.quorate.conformance.lab.Trace;

/**
 * What operations of a protocol cost over certain parts, counted in a quiet run with the parts' own
 * cryptography, in which nobody remembers what was checked before: a second write by a client, and
 * a read by another one after it.
 *
 * @param certificateBytes the size of the certificate that the client made last; 0 if it made none
 */
public record Costs(OperationCost write, OperationCost read, int certificateBytes) {

  /** Runs the operations, and counts. */
  public static Costs of(
      RegisterProtocol<?, ?, ?, ?> protocol,
      QuorumSystem quorums,
      SignatureScheme signatures,
      @Nullable CertificateScheme certificates) {
    return measured(protocol, quorums, signatures, certificates);
  }

  private static <S, Q extends Request, A extends Reply, J> Costs measured(
      RegisterProtocol<S, Q, A, J> protocol,
      QuorumSystem quorums,
      SignatureScheme signatures,
      @Nullable CertificateScheme certificates) {
    Counters counters = new Counters();
    Cryptography.Source dealt =
        new DealtCryptography(quorums, new CountingSignatures(signatures, counters), certificates);
    Lab<S, Q, A, J> lab =
        Lab.of(
            protocol,
            LabSettings.of(quorums, 1)
                .cryptography((system, seed) -> new Counting(dealt.of(system, seed), counters)));
    lab.observe(
        new Lab.Observer<>() {
          @Override
          public void attested(ReplicaId replica, Statement statement) {
            counters.attestations.incrementAndGet();
          }
        });
    Key key = new Key("k");
    finish(lab, lab.client("alice").write(key, "first"));
    counters.reset();
    OperationCost write = cost(lab, lab.client("alice").write(key, "second"), counters);
    OperationCost read = cost(lab, lab.client("bob").read(key), counters);
    return new Costs(write, read, counters.certificateBytes.get());
  }

  private static OperationCost cost(
      Lab<?, ?, ?, ?> lab, LabOperation operation, Counters counters) {
    long before = deliveries(lab);
    finish(lab, operation);
    OperationCost cost =
        new OperationCost(
            operation.roundTrips(),
            (int) (deliveries(lab) - before),
            counters.attestations.get(),
            counters.combined.get(),
            counters.certificates.get(),
            counters.signed.get(),
            counters.verified.get());
    counters.reset();
    return cost;
  }

  private static long deliveries(Lab<?, ?, ?, ?> lab) {
    return lab.trace().events().stream().filter(Trace.Delivered.class::isInstance).count();
  }

  private static void finish(Lab<?, ?, ?, ?> lab, LabOperation operation) {
    if (!lab.run() || !operation.isDone()) {
      throw new IllegalStateException("an undisturbed operation does not return: " + operation);
    }
    // The answers of those that were not waited for.
    lab.runUntil(() -> false);
  }

  private static final class Counters {
    final AtomicInteger attestations = new AtomicInteger();
    final AtomicInteger combined = new AtomicInteger();
    final AtomicInteger certificates = new AtomicInteger();
    final AtomicInteger signed = new AtomicInteger();
    final AtomicInteger verified = new AtomicInteger();
    final AtomicInteger certificateBytes = new AtomicInteger();

    void reset() {
      List.of(attestations, combined, certificates, signed, verified)
          .forEach(counter -> counter.set(0));
    }
  }

  private record CountingSignatures(SignatureScheme scheme, Counters counters)
      implements SignatureScheme {
    @Override
    public String name() {
      return scheme.name();
    }

    @Override
    public SigningKeys generate(SecureRandom random) {
      return scheme.generate(random);
    }

    @Override
    public Bytes sign(Bytes privateKey, Bytes message) {
      counters.signed.incrementAndGet();
      return scheme.sign(privateKey, message);
    }

    @Override
    public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
      counters.verified.incrementAndGet();
      return scheme.verify(publicKey, message, signature);
    }
  }

  private record Counting(Cryptography cryptography, Counters counters) implements Cryptography {
    @Override
    public SignatureScheme signatures() {
      return cryptography.signatures();
    }

    @Override
    public SigningKeys keysOf(String client) {
      return cryptography.keysOf(client);
    }

    @Override
    public Certifier certifier() {
      return new CountingCertifier(cryptography.certifier(), counters);
    }

    @Override
    public Attestor attestor(ReplicaId replica) {
      return cryptography.attestor(replica);
    }
  }

  private record CountingCertifier(Certifier certifier, Counters counters) implements Certifier {
    @Override
    public boolean verify(Statement statement, Bytes proof) {
      counters.certificates.incrementAndGet();
      return certifier.verify(statement, proof);
    }

    @Override
    public boolean verifyAttestation(
        Statement statement, ReplicaId replica, Attestation attestation) {
      return certifier.verifyAttestation(statement, replica, attestation);
    }

    @Override
    public Combination combine(Statement statement, Map<ReplicaId, Attestation> attestations) {
      Combination combination = certifier.combine(statement, attestations);
      Certificate made = combination.certificate();
      if (made != null) {
        counters.combined.incrementAndGet();
        counters.certificateBytes.set(made.proof().length());
      }
      return combination;
    }
  }
}
