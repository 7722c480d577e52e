package org.quorate.conformance.lab;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.machine.Claim;
import org.quorate.api.machine.ClaimVerifier;
import org.quorate.api.model.Epoch;

/**
 * Checks claims as the production environments do, one by one. Thread-safe if its parts are.
 *
 * @param certifier null where the protocol requires no certificates; then none is valid
 * @param epoch the one epoch that is accepted
 */
public record SymbolicVerifier(
    @Nullable Certifier certifier, SignatureScheme signatures, Epoch epoch)
    implements ClaimVerifier {

  @Override
  public List<@Nullable String> failures(List<Claim> claims) {
    List<@Nullable String> failures = new ArrayList<>(claims.size());
    for (Claim claim : claims) {
      failures.add(failure(claim));
    }
    return failures;
  }

  private @Nullable String failure(Claim claim) {
    if (claim instanceof Claim.Certified certified) {
      return failure(certified);
    }
    if (claim instanceof Claim.Signed signed) {
      if (!signed.signer().commitsTo(signed.publicKey())) {
        return "the key is not the one that " + signed.signer() + "'s id commits to";
      }
      return signatures.verify(signed.publicKey(), signed.payload(), signed.signature())
          ? null
          : "invalid signature of " + signed.signer();
    }
    if (claim instanceof Claim.Hashed hashed) {
      return hashed.value().hash().equals(hashed.hash()) ? null : "the hash is not the value's";
    }
    throw new IllegalArgumentException("unknown claim " + claim);
  }

  private @Nullable String failure(Claim.Certified claim) {
    boolean valid;
    if (claim.concernsGenesis()) {
      valid = claim.isGenesis();
    } else {
      valid =
          claim.certificate().epoch().equals(epoch)
              && certifier != null
              && certifier.verify(claim.statement(), claim.certificate().proof());
    }
    return valid
        ? null
        : "invalid certificate of " + claim.statement().kind() + " " + claim.statement().version();
  }
}
