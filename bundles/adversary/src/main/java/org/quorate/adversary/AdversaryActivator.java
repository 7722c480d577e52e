package org.quorate.adversary;

import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.composition.PartProperties;

/** Offers all liars and cheats. The framework withdraws them when the bundle stops. */
public final class AdversaryActivator implements BundleActivator {
  static final List<ReplicaAdversary> REPLICAS =
      List.of(
          new Silent(),
          new Stale(),
          new TwoFaced(),
          new Twin(),
          new Forged(),
          new WrongShares(),
          new Forgetful(),
          new Permissive(),
          new Echo(),
          new Parrot(),
          new OtherEpoch(),
          new Rollback(),
          new Nomad());

  static final List<ClientAdversary> CLIENTS =
      List.of(
          new Equivocate(),
          new PartialWrite(),
          new PrepareOnly(),
          new DoublePrepare(),
          new Lurking(),
          new Replay(),
          new Mangle());

  @Override
  public void start(BundleContext context) {
    for (ReplicaAdversary replica : REPLICAS) {
      context.registerService(ReplicaAdversary.class, replica, named(replica.name()));
    }
    for (ClientAdversary client : CLIENTS) {
      context.registerService(ClientAdversary.class, client, named(client.name()));
    }
  }

  private static Dictionary<String, Object> named(String name) {
    return FrameworkUtil.asDictionary(
        Map.of(PartProperties.NAME, name, PartProperties.PROVIDER, "quorate"));
  }

  @Override
  public void stop(BundleContext context) {
    // The framework unregisters what this bundle registered.
  }
}
