package org.quorate.host.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quorate.host.composition.Composition;
import org.quorate.host.configuration.Descriptor;
import org.quorate.host.deploy.NodeBundles;
import org.quorate.host.wire.ReplicaStatus;
import org.quorate.host.wire.Resources;

/**
 * How a replica is, gathered from whoever knows.
 *
 * @param adversary the name of the liar it was started as, null for an honest one
 */
record StatusReport(
    ReplicaParts<?, ?, ?> parts,
    Descriptor descriptor,
    AccessControl access,
    Composition composition,
    NodeBundles bundles,
    @Nullable String adversary,
    long startNanos)
    implements Supplier<ReplicaStatus> {

  @Override
  public ReplicaStatus get() {
    Health health = parts.health();
    return new ReplicaStatus(
        parts.self(),
        descriptor.epoch(),
        descriptor.variant().name(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos),
        health.requests(),
        health.turns(),
        health.refusals(),
        complaints(),
        access.revocationsVersion(),
        composition.signatureLease().providers(),
        bundles.bundles(),
        Resources.ofThisProcess(),
        adversary);
  }

  /** Those of the past that still hold, and what is wrong at this moment. */
  private List<String> complaints() {
    List<String> complaints = new ArrayList<>(parts.health().complaints());
    complaints.addAll(bundles.complaints());
    if (composition.signatureLease().provider() == null) {
      complaints.add(
          "no bundle offers the signature scheme " + composition.variant().signatures().name());
    }
    return complaints;
  }
}
