package org.quorate.api.machine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Checks claims; the environment provides it. Thread-safe. */
@ProviderType
public interface ClaimVerifier {
  /**
   * For each claim, in order, null if it holds and else the reason why not. Given all claims of a
   * turn at once, so that they may be checked in batches and in parallel.
   */
  List<@Nullable String> failures(List<Claim> claims);
}
