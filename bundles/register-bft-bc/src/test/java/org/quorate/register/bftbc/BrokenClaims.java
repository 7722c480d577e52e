package org.quorate.register.bftbc;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Claim;
import org.quorate.api.machine.ClaimVerifier;
import org.quorate.api.machine.Message;
import org.quorate.api.machine.Verified;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.Scope;

/** Hosts that leave out some check of what a message claims. */
final class BrokenClaims {
  static final Key ANOTHER_KEY = new Key("another");

  private BrokenClaims() {}

  /** {@code message} as if all that it claims were so. */
  static <M extends Message> Verified<M> believed(M message, Scope scope) {
    ClaimVerifier credulous = claims -> Collections.nCopies(claims.size(), null);
    return Objects.requireNonNull(Verified.check(message, scope, credulous).verified());
  }

  static Alteration believing(Predicate<Claim> believed) {
    return new Alteration() {
      @Override
      public ClaimVerifier claims(ClaimVerifier proper) {
        return claims ->
            claims.stream()
                .map(claim -> believed.test(claim) ? null : proper.failures(List.of(claim)).get(0))
                .toList();
      }
    };
  }

  static Alteration takingAnyWriteCertificate() {
    return believing(
        claim ->
            claim instanceof Claim.Certified certified
                && certified.statement().kind() == Statement.Kind.WRITTEN);
  }

  static Alteration takingAnySignatureOfAPrepare() {
    return believing(claim -> isSigned(claim, "quorate/bft-bc/prepare/"));
  }

  static Alteration askingForNoConsent() {
    return believing(claim -> isSigned(claim, "quorate/bft-bc/consent/"));
  }

  private static boolean isSigned(Claim claim, String domain) {
    return claim instanceof Claim.Signed signed
        && signed.payload().toHex().contains(Bytes.utf8(domain).toHex());
  }

  static Alteration takingAnyValue() {
    return believing(Claim.Hashed.class::isInstance);
  }

  /** What is certified of the register {@link #ANOTHER_KEY} counts for every register. */
  static Alteration takingCertificatesOfAnotherKey() {
    return new Alteration() {
      @Override
      public ClaimVerifier claims(ClaimVerifier proper) {
        return claims ->
            claims.stream()
                .map(
                    claim -> {
                      String failure = proper.failures(List.of(claim)).get(0);
                      return failure != null && claim instanceof Claim.Certified certified
                          ? proper.failures(List.of(ofAnotherKey(certified))).get(0)
                          : failure;
                    })
                .toList();
      }
    };
  }

  private static Claim ofAnotherKey(Claim.Certified claim) {
    Statement statement = claim.statement();
    Scope scope = statement.scope();
    return new Claim.Certified(
        new Statement(
            statement.kind(),
            new Scope(scope.cluster(), scope.epoch(), ANOTHER_KEY),
            statement.version()),
        claim.certificate());
  }
}
