package org.quorate.register.bftbc;

import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.quorate.api.composition.PartProperties;
import org.quorate.api.register.RegisterProtocol;

/** Offers the protocols of this bundle. The framework withdraws them when the bundle stops. */
public final class BftBcActivator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    for (BftBcProtocol protocol :
        List.of(
            BftBcProtocol.BASE,
            BftBcProtocol.OPTIMISED,
            BftBcProtocol.STRONG,
            BftBcProtocol.PROACTIVE)) {
      context.registerService(
          RegisterProtocol.class,
          protocol,
          FrameworkUtil.asDictionary(
              Map.of(PartProperties.NAME, protocol.name(), PartProperties.PROVIDER, "quorate")));
    }
  }

  @Override
  public void stop(BundleContext context) {
    // The framework unregisters what this bundle registered.
  }
}
