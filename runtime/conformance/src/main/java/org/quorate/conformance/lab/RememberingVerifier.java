package org.quorate.conformance.lab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Claim;
import org.quorate.api.machine.ClaimVerifier;

/** Checks no claim again that it found valid, as production nodes do. For one run, one thread. */
final class RememberingVerifier implements ClaimVerifier {
  private final ClaimVerifier verifier;
  private final Set<Claim> valid = new HashSet<>();

  RememberingVerifier(ClaimVerifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public List<@Nullable String> failures(List<Claim> claims) {
    List<@Nullable String> failures = new ArrayList<>(claims.size());
    for (Claim claim : claims) {
      String failure = valid.contains(claim) ? null : verifier.failures(List.of(claim)).get(0);
      if (failure == null) {
        valid.add(claim);
      }
      failures.add(failure);
    }
    return failures;
  }
}
