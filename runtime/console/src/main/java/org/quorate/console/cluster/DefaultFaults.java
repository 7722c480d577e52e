package org.quorate.console.cluster;

import org.quorate.api.register.Guarantee.FaultModel;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.host.composition.Variant;
import org.quorate.host.parts.Parts;

/** How many faults a cluster is made for when nobody says. */
public final class DefaultFaults {
  private DefaultFaults() {}

  /**
   * The most that n replicas can bear: less than a third of them lying, or less than half of them
   * crashing; one at least, so that too small a cluster is refused with the reason.
   */
  public static int of(Variant variant, int replicas, Parts parts) {
    boolean crashOnly =
        parts.names(RegisterProtocol.class).contains(variant.protocol().name())
            && parts
                .lease(RegisterProtocol.class, variant.protocol().name())
                .call(protocol -> protocol.guarantee().faults() == FaultModel.CRASH);
    return Math.max(1, crashOnly ? (replicas - 1) / 2 : (replicas - 1) / 3);
  }
}
