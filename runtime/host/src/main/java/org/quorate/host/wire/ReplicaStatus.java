package org.quorate.host.wire;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.ReplicaId;
import org.quorate.host.deploy.BundleState;
import org.quorate.host.parts.Provider;

/**
 * How a replica says it is.
 *
 * @param requests taken since its start
 * @param turns of its event loops since its start
 * @param refusals since its start, by rule
 * @param complaints why it is not healthy; empty if it is
 * @param revocationsVersion of the list of revocations in force
 * @param providers of the signature scheme, the one that serves first
 * @param bundles that were deployed to it, or refused
 * @param resources of its process
 * @param adversary the name of the liar it was started as, null for an honest one
 */
public record ReplicaStatus(
    ReplicaId replica,
    Epoch epoch,
    String variant,
    long uptimeMillis,
    long requests,
    long turns,
    Map<String, Long> refusals,
    List<String> complaints,
    long revocationsVersion,
    List<Provider.State> providers,
    List<BundleState> bundles,
    Resources resources,
    @Nullable String adversary) {

  /** The name of the provider that serves the signature scheme now, null if none does. */
  public @Nullable String signatureProvider() {
    return providers.stream()
        .filter(state -> state.standing() == Provider.Standing.SERVES)
        .map(state -> state.provider().name())
        .findFirst()
        .orElse(null);
  }
}
