package org.quorate.conformance.certificate;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import org.quorate.api.model.Hashing;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Scope;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.recovery.ShareLabel;

/**
 * A scheme to examine the kit with: keyed hashes whose keys are public, right in all that the kit
 * can see, or wrong in one respect.
 */
final class ToyScheme implements CertificateScheme {
  private static final int KEY_BYTES = Hashing.HASH_BYTES;
  private static final int ENTRY_BYTES = 1 + Hashing.HASH_BYTES;

  /** What may be wrong. */
  enum Flaw {
    NONE,
    IGNORES_THE_KEY,
    COUNTS_ONE_LESS,
    NAMES_NOBODY,
    ACCUSES_EVERYBODY,
    GIVES_UP_ON_A_LIE,
    IGNORES_THE_INDEX,
    MIXES_SHARINGS,
    TAKES_TRAILING_BYTES,
    THROWS_ON_GARBAGE,
    TRUSTS_A_BATCH,
    TAKES_ANY_SECRET,
    SHOWS_SECRETS,
    TURNS_THE_ORDER
  }

  private final Flaw flaw;

  ToyScheme(Flaw flaw) {
    this.flaw = flaw;
  }

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public CertificateTraits traits() {
    return new CertificateTraits(false, false, false, "keyed hashes");
  }

  @Override
  public Dealing deal(CertificateSetting setting, SecureRandom random) {
    Map<ReplicaId, Bytes> secrets = new HashMap<>();
    Bytes keys = Bytes.EMPTY;
    for (ReplicaId replica : ReplicaSet.firstOf(setting.quorums().replicas())) {
      byte[] key = new byte[KEY_BYTES];
      random.nextBytes(key);
      secrets.put(replica, Bytes.wrap(key));
      keys = keys.concat(Bytes.copyOf(key));
    }
    return new Dealing(Hashing.sha256(keys).concat(keys), secrets);
  }

  private static Bytes keys(CertificateSetting setting, Bytes publicParameters) {
    int length = KEY_BYTES * (1 + setting.quorums().replicas());
    if (publicParameters.length() != length
        || !Hashing.sha256(publicParameters.slice(KEY_BYTES, length))
            .equals(publicParameters.slice(0, KEY_BYTES))) {
      throw new IllegalArgumentException("not the parameters of toys");
    }
    return publicParameters.slice(KEY_BYTES, length);
  }

  private static boolean isKnown(Bytes keys, ReplicaId replica) {
    return replica.number() * KEY_BYTES <= keys.length();
  }

  private static Bytes key(Bytes keys, ReplicaId replica) {
    return keys.slice((replica.number() - 1) * KEY_BYTES, replica.number() * KEY_BYTES);
  }

  private Bytes word(Bytes key, Statement statement) {
    Scope scope = statement.scope();
    Scope seen =
        flaw == Flaw.IGNORES_THE_KEY
            ? new Scope(scope.cluster(), scope.epoch(), new Key("any"))
            : scope;
    Statement said = new Statement(statement.kind(), seen, statement.version());
    return Hashing.sha256(key.concat(said.encoded()));
  }

  @Override
  public Attestor attestor(
      CertificateSetting setting, Bytes publicParameters, ReplicaId self, Bytes secret) {
    Bytes keys = keys(setting, publicParameters);
    boolean mine = isKnown(keys, self) && key(keys, self).equals(secret);
    if (!mine && flaw != Flaw.TAKES_ANY_SECRET) {
      throw new IllegalArgumentException(
          "not the secret of " + self + (flaw == Flaw.SHOWS_SECRETS ? secret.toHex() : ""));
    }
    return statements -> {
      List<Attestation> attestations = new ArrayList<>();
      for (Statement statement : statements) {
        int at = flaw == Flaw.TURNS_THE_ORDER ? 0 : attestations.size();
        attestations.add(at, new Attestation(ShareLabel.INITIAL, word(secret, statement)));
      }
      return attestations;
    };
  }

  @Override
  public Certifier certifier(CertificateSetting setting, Bytes publicParameters) {
    return new ToyCertifier(setting, keys(setting, publicParameters));
  }

  private final class ToyCertifier implements Certifier {
    private final CertificateSetting setting;
    private final Bytes keys;

    ToyCertifier(CertificateSetting setting, Bytes keys) {
      this.setting = setting;
      this.keys = keys;
    }

    private boolean isQuorum(ReplicaSet members) {
      ReplicaSet counted =
          flaw == Flaw.COUNTS_ONE_LESS
              ? members.union(ReplicaSet.of(setting.quorums().replicas()))
              : members;
      return setting.quorums().isQuorum(QuorumRole.WRITE, counted);
    }

    @Override
    public boolean verify(Statement statement, Bytes proof) {
      if (flaw == Flaw.THROWS_ON_GARBAGE && proof.length() < ENTRY_BYTES) {
        throw new IllegalArgumentException("too short");
      }
      ReplicaSet signers = ReplicaSet.EMPTY;
      int last = 0;
      int at = 0;
      for (; at + ENTRY_BYTES <= proof.length(); at += ENTRY_BYTES) {
        int number = Byte.toUnsignedInt(proof.at(at));
        if (number <= last || number > setting.quorums().replicas()) {
          return false;
        }
        ReplicaId signer = new ReplicaId(number);
        if (!proof.slice(at + 1, at + ENTRY_BYTES).equals(word(key(keys, signer), statement))) {
          return false;
        }
        signers = signers.with(signer);
        last = number;
      }
      return (at == proof.length() || flaw == Flaw.TAKES_TRAILING_BYTES) && isQuorum(signers);
    }

    @Override
    public List<Boolean> verifyAll(List<Proof> proofs) {
      List<Boolean> verdicts = Certifier.super.verifyAll(proofs);
      return flaw == Flaw.TRUSTS_A_BATCH && verdicts.contains(true)
          ? verdicts.stream().map(verdict -> true).toList()
          : verdicts;
    }

    @Override
    public boolean verifyAttestation(
        Statement statement, ReplicaId replica, Attestation attestation) {
      if (!attestation.label().equals(ShareLabel.INITIAL) && flaw != Flaw.MIXES_SHARINGS) {
        return false;
      }
      ReplicaSet meant =
          flaw == Flaw.IGNORES_THE_INDEX
              ? ReplicaSet.firstOf(setting.quorums().replicas())
              : ReplicaSet.EMPTY.with(replica);
      return meant.stream()
          .filter(known -> isKnown(keys, known))
          .anyMatch(known -> word(key(keys, known), statement).equals(attestation.proof()));
    }

    @Override
    public Combination combine(Statement statement, Map<ReplicaId, Attestation> attestations) {
      Map<ReplicaId, Bytes> valid = new TreeMap<>();
      ReplicaSet liars = ReplicaSet.EMPTY;
      for (Map.Entry<ReplicaId, Attestation> entry : new LinkedHashMap<>(attestations).entrySet()) {
        ReplicaId replica = entry.getKey();
        if (verifyAttestation(statement, replica, entry.getValue())) {
          valid.put(replica, entry.getValue().proof());
        } else {
          liars = liars.with(replica);
        }
        if (isQuorum(ReplicaSet.copyOf(valid.keySet()))) {
          // Superfluous words could be cut off again, and a certificate has one form.
          break;
        }
      }
      ReplicaSet named =
          switch (flaw) {
            case NAMES_NOBODY -> ReplicaSet.EMPTY;
            case ACCUSES_EVERYBODY -> ReplicaSet.copyOf(attestations.keySet());
            default -> liars;
          };
      if (!isQuorum(ReplicaSet.copyOf(valid.keySet()))
          || (flaw == Flaw.GIVES_UP_ON_A_LIE && !liars.isEmpty())) {
        return Combination.insufficient(named);
      }
      Bytes proof = Bytes.EMPTY;
      for (Map.Entry<ReplicaId, Bytes> entry : valid.entrySet()) {
        byte[] number = {(byte) entry.getKey().number()};
        proof = proof.concat(Bytes.wrap(number)).concat(entry.getValue());
      }
      return Combination.of(new Certificate(statement.scope().epoch(), proof), named);
    }
  }
}
