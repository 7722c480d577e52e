package org.quorate.certificate.thresholdrsa;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.certificate.Combination;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.recovery.ShareLabel;

/**
 * Checks signatures of the service's key and makes them from shares. Immutable.
 *
 * <p>A signature is a number below N with as many bytes as N; every message has exactly one.
 */
final class RsaCertifier implements Certifier {
  /** The dealer's sharing, the only one there is. */
  static final ShareLabel LABEL = ShareLabel.INITIAL;

  private final PublicParameters parameters;
  private final PublicKey key;

  RsaCertifier(PublicParameters parameters) {
    this.parameters = parameters;
    this.key = parameters.key();
  }

  @Override
  public boolean verify(Statement statement, Bytes proof) {
    return Numbers.decodeBelow(key.modulus(), proof)
        .filter(signature -> key.isSignature(signature, key.pad(statement.encoded())))
        .isPresent();
  }

  @Override
  public boolean verifyAttestation(
      Statement statement, ReplicaId replica, Attestation attestation) {
    return parameters.contains(replica)
        && decode(attestation)
            .filter(share -> isValid(replica, share, key.pad(statement.encoded())))
            .isPresent();
  }

  private Optional<Share> decode(Attestation attestation) {
    return attestation.label().equals(LABEL)
        ? Share.decode(attestation.proof(), key.modulus())
        : Optional.empty();
  }

  private boolean isValid(ReplicaId replica, Share share, BigInteger padded) {
    return share.isValid(parameters, parameters.verificationKey(replica), key.shareBase(padded));
  }

  /**
   * The first q shares are combined unverified and the result is verified, for a hundredth of what
   * verifying them would cost. Only if that fails is each share verified, at most once.
   */
  @Override
  public Combination combine(Statement statement, Map<ReplicaId, Attestation> attestations) {
    BigInteger padded = key.pad(statement.encoded());
    ShareChoice choice =
        new ShareChoice(
            parameters.quorumSize(),
            attestations.entrySet().stream()
                .filter(entry -> parameters.contains(entry.getKey()))
                .filter(entry -> entry.getValue().label().equals(LABEL))
                .iterator(),
            this::decode);
    choice.fill((replica, share) -> true);
    Optional<BigInteger> signature = signature(padded, choice);
    if (signature.isEmpty() && choice.isFull()) {
      choice.keepOnly((replica, share) -> isValid(replica, share, padded));
      choice.fill((replica, share) -> isValid(replica, share, padded));
      signature = signature(padded, choice);
    }
    ReplicaSet liars = choice.liars();
    return signature
        .map(number -> Numbers.encode(number, key.modulusBytes()))
        .map(proof -> new Certificate(statement.scope().epoch(), proof))
        .map(certificate -> Combination.of(certificate, liars))
        .orElseGet(() -> Combination.insufficient(liars));
  }

  private Optional<BigInteger> signature(BigInteger padded, ShareChoice choice) {
    if (!choice.isFull()) {
      return Optional.empty();
    }
    return key.combine(padded, choice.values())
        .filter(signature -> key.isSignature(signature, padded));
  }
}
