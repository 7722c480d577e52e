package org.quorate.host.wire;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.ReplicaId;

/**
 * How a replica says it is.
 *
 * @param requests taken since its start
 * @param turns of its event loops since its start
 * @param refusals since its start, by rule
 * @param complaints why it is not healthy; empty if it is
 * @param revocationsVersion of the list of revocations in force
 * @param signatureProvider that serves the signature scheme now, null if none does
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
    @Nullable String signatureProvider,
    @Nullable String adversary) {}
