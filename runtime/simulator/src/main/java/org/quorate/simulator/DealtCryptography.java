package org.quorate.simulator;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.certificate.CertificateScheme.Dealing;
import org.quorate.api.certificate.CertificateSetting;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.conformance.hostile.SeededRandom;
import org.quorate.conformance.lab.Cryptography;

/**
 * Real signatures and certificates by the schemes that are shipped. The keys of replicas and
 * clients are made once, always the same ones, and serve all runs; so runs of one seed are equal if
 * the schemes make equal signatures. Thread-safe.
 */
public final class DealtCryptography implements Cryptography.Source {
  private static final long DEALER_SEED = 1;

  private final CertificateSetting setting;
  private final @Nullable Certifier certifier;
  private final Map<ReplicaId, Attestor> attestors = new TreeMap<>();
  private final Map<String, SigningKeys> clients = new ConcurrentHashMap<>();

  /**
   * Makes the keys of the replicas, which may take a while.
   *
   * @param certificates null for protocols that require none
   */
  public DealtCryptography(
      QuorumSystem quorums, SignatureScheme signatures, @Nullable CertificateScheme certificates) {
    this.setting = new CertificateSetting(quorums, signatures);
    if (certificates == null) {
      this.certifier = null;
      return;
    }
    Dealing dealing = certificates.deal(setting, new SeededRandom(DEALER_SEED));
    Bytes parameters = dealing.publicParameters();
    this.certifier = certificates.certifier(setting, parameters);
    dealing
        .secrets()
        .forEach(
            (replica, secret) ->
                attestors.put(
                    replica, certificates.attestor(setting, parameters, replica, secret)));
  }

  @Override
  public Cryptography of(QuorumSystem quorums, long seed) {
    if (!quorums.equals(setting.quorums())) {
      throw new IllegalArgumentException(
          "dealt for " + setting.quorums() + " and not for " + quorums);
    }
    return new Run();
  }

  private SigningKeys keys(String client) {
    return clients.computeIfAbsent(
        client, name -> setting.signatures().generate(new SeededRandom(name.hashCode())));
  }

  private final class Run implements Cryptography {
    @Override
    public SignatureScheme signatures() {
      return setting.signatures();
    }

    @Override
    public SigningKeys keysOf(String client) {
      return keys(client);
    }

    @Override
    public Certifier certifier() {
      return Objects.requireNonNull(certifier);
    }

    @Override
    public Attestor attestor(ReplicaId replica) {
      return Objects.requireNonNull(attestors.get(replica));
    }

    @Override
    public boolean isCostly() {
      return true;
    }
  }
}
