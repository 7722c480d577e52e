package org.quorate.host.claims;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.certificate.Statement;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.machine.Claim;
import org.quorate.api.machine.Claim.Certified;
import org.quorate.api.machine.Claim.Hashed;
import org.quorate.api.machine.Claim.Signed;
import org.quorate.api.machine.ClaimVerifier;
import org.quorate.api.model.Bytes;
import org.quorate.host.configuration.Descriptor;

/**
 * Checks claims by real cryptography: certificates in one batch, and each claim that was once found
 * true never again while it is remembered. What is false is never remembered, so that nobody can
 * fill the memory with lies.
 */
public final class CryptoClaims implements ClaimVerifier {
  private final Descriptor descriptor;
  private final @Nullable Certifier certifier;
  private final SignatureScheme signatures;
  private final Cache<Claim, Boolean> remembered;

  /**
   * Checks by {@code certifier} and {@code signatures}.
   *
   * @param certifier null if the protocol has no certificates: every certificate is then invalid
   */
  public CryptoClaims(
      Descriptor descriptor, @Nullable Certifier certifier, SignatureScheme signatures) {
    this.descriptor = descriptor;
    this.certifier = certifier;
    this.signatures = signatures;
    this.remembered =
        Caffeine.newBuilder()
            .maximumWeight(descriptor.limits().rememberedBytesMax())
            .weigher((Claim claim, Boolean valid) -> weightBytes(claim))
            .build();
  }

  /**
   * The certifier, for a client's operations: what it combines is remembered as true, because
   * combining has checked it, and the replicas will show it to this client again. Null if the
   * protocol has no certificates.
   */
  public @Nullable Certifier certifier() {
    return certifier == null ? null : new RememberingCertifier(certifier, this::remember);
  }

  private void remember(Statement statement, Certificate certificate) {
    remembered.put(new Certified(statement, certificate), true);
  }

  @Override
  public List<@Nullable String> failures(List<Claim> claims) {
    Map<Claim, @Nullable String> verdicts = new LinkedHashMap<>();
    List<Certified> certificates = new ArrayList<>();
    for (Claim claim : claims) {
      if (verdicts.containsKey(claim)) {
        continue;
      }
      verdicts.put(claim, null);
      if (remembered.getIfPresent(claim) != null) {
        continue;
      }
      if (claim instanceof Certified certified) {
        String failure = failureWithoutCrypto(certified);
        verdicts.put(claim, failure);
        if (failure == null && !certified.concernsGenesis()) {
          certificates.add(certified);
        }
      } else if (claim instanceof Signed signed) {
        verdicts.put(claim, failure(signed));
      } else if (claim instanceof Hashed hashed) {
        verdicts.put(claim, failure(hashed));
      }
    }
    verifyAll(certificates, verdicts);
    List<@Nullable String> failures = new ArrayList<>();
    for (Claim claim : claims) {
      failures.add(verdicts.get(claim));
    }
    return failures;
  }

  private @Nullable String failureWithoutCrypto(Certified claim) {
    if (claim.concernsGenesis()) {
      return claim.isGenesis() ? null : "only genesis has the genesis certificate";
    }
    if (!claim.statement().scope().cluster().equals(descriptor.cluster())) {
      return "the certificate is of another cluster";
    }
    if (!descriptor.acceptsCertificatesOf(claim.certificate().epoch())) {
      return "certificates of epoch " + claim.certificate().epoch() + " do not count here";
    }
    return certifier == null ? "there are no certificates in this configuration" : null;
  }

  /**
   * A value above the limit is nobody's who keeps the rules. It must not be stored: it would fit
   * into the frame of a WRITE and might not into that of an answer, which shows a certificate more.
   */
  private @Nullable String failure(Hashed claim) {
    Bytes content = claim.value().content();
    int bytesMax = descriptor.limits().valueBytesMax();
    if (content != null && content.length() > bytesMax) {
      return "the value has " + content.length() + " bytes; the limit is " + bytesMax;
    }
    return claim.value().hash().equals(claim.hash())
        ? null
        : "the value does not have the hash that the certificate is about";
  }

  private @Nullable String failure(Signed claim) {
    if (!claim.signer().commitsTo(claim.publicKey())) {
      return "the public key is not that of " + claim.signer();
    }
    if (!signatures.verify(claim.publicKey(), claim.payload(), claim.signature())) {
      return "the signature is not that of " + claim.signer();
    }
    remembered.put(claim, true);
    return null;
  }

  private void verifyAll(List<Certified> claims, Map<Claim, @Nullable String> verdicts) {
    if (claims.isEmpty() || certifier == null) {
      return;
    }
    List<Boolean> valid =
        certifier.verifyAll(
            claims.stream()
                .map(claim -> new Certifier.Proof(claim.statement(), claim.certificate().proof()))
                .toList());
    for (int i = 0; i < claims.size(); i++) {
      Certified claim = claims.get(i);
      if (valid.get(i)) {
        remembered.put(claim, true);
      } else {
        verdicts.put(claim, "the certificate of " + claim.statement().version() + " is not valid");
      }
    }
  }

  private static int weightBytes(Claim claim) {
    int overhead = 512;
    if (claim instanceof Certified certified) {
      return overhead + certified.certificate().proof().length();
    }
    if (claim instanceof Signed signed) {
      return overhead
          + signed.publicKey().length()
          + signed.payload().length()
          + signed.signature().length();
    }
    return overhead;
  }
}
